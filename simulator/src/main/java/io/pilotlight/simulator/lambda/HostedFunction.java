package io.pilotlight.simulator.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.json.StrictJsonSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A function, as it was deployed; its one handler serves every environment, because handlers keep nothing. */
final class HostedFunction {

    private static final StrictJsonSerializer SERIALIZER = new StrictJsonSerializer();

    private final String name;
    private final String arn;
    private final Duration timeout;
    private final int memoryMegabytes;
    private final RequestHandler<Object, Object> handler;
    private final HandlerTypes types;
    private final Environments environments = new Environments();

    @SuppressWarnings("unchecked")
    HostedFunction(String name, String arn, Duration timeout, int memoryMegabytes, RequestHandler<?, ?> handler) {
        this.name = name;
        this.arn = arn;
        this.timeout = timeout;
        this.memoryMegabytes = memoryMegabytes;
        this.handler = (RequestHandler<Object, Object>) handler;
        this.types = HandlerTypes.of(handler.getClass());
    }

    /** Calls the handler as Lambda's runtime does: JSON in, JSON out, both by the project's own serializer. */
    JsonNode call(JsonNode event, InvocationContext context) {
        try {
            Object input = SERIALIZER.fromJson(
                    new ByteArrayInputStream(StrictJson.mapper().writeValueAsBytes(event)), types.input());
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            SERIALIZER.toJson(handler.handleRequest(input, context), output, types.output());
            return StrictJson.mapper().readTree(output.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    Duration timeout() {
        return timeout;
    }

    int memoryMegabytes() {
        return memoryMegabytes;
    }

    Environments environments() {
        return environments;
    }
}
