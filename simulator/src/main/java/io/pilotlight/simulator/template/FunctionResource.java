package io.pilotlight.simulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * A function of the template, with what Globals says of all functions.
 *
 * @param handlerClass the handler's fully qualified class name
 * @param asynchronousRetries how often Lambda tries an event again that failed
 * @param properties the resource's own properties, as a tree
 */
public record FunctionResource(
        String logicalId, String handlerClass, Duration timeout, int memoryMegabytes, int asynchronousRetries,
        JsonNode properties) {

    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;
    private static final int DEFAULT_RETRIES = 2;

    static FunctionResource of(String logicalId, JsonNode properties, JsonNode globals) {
        String handler = setting("Handler", properties, globals).asText();
        if (handler.isEmpty()) {
            throw new IllegalArgumentException(logicalId + " has no Handler");
        }
        return new FunctionResource(
                logicalId,
                handler.replaceFirst("::.*", ""),
                Duration.ofSeconds(setting("Timeout", properties, globals).asInt(DEFAULT_TIMEOUT_SECONDS)),
                setting("MemorySize", properties, globals).asInt(DEFAULT_MEMORY_MEGABYTES),
                setting("EventInvokeConfig", properties, globals).path("MaximumRetryAttempts").asInt(DEFAULT_RETRIES),
                properties);
    }

    private static JsonNode setting(String name, JsonNode properties, JsonNode globals) {
        return properties.has(name) ? properties.get(name) : globals.path(name);
    }
}
