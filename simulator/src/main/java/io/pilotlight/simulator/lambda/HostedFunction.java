package io.pilotlight.simulator.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.pilotlight.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A function, as it was deployed; its one handler serves every environment, because handlers keep nothing. */
final class HostedFunction {

    /** What a function wrote names no field twice: records and trees have each of theirs once. */
    private static final ObjectReader ANSWERS =
            StrictJson.mapper().reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private final String name;
    private final String arn;
    private final Duration timeout;
    private final int memoryMegabytes;
    private final RequestStreamHandler handler;
    private final Environments environments = new Environments();

    HostedFunction(String name, String arn, Duration timeout, int memoryMegabytes, RequestStreamHandler handler) {
        this.name = name;
        this.arn = arn;
        this.timeout = timeout;
        this.memoryMegabytes = memoryMegabytes;
        this.handler = handler;
    }

    /** Calls the handler as Lambda's runtime does: a stream of JSON in, a stream of JSON out. */
    JsonNode call(JsonNode event, InvocationContext context) {
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(StrictJson.mapper().writeValueAsBytes(event)), output, context);
            return ANSWERS.readTree(output.toByteArray());
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
