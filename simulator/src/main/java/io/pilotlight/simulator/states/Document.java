package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import java.io.UncheckedIOException;

/** A JSON value that is not changed any more, in whichever of its two forms it is wanted; made over at most once. */
final class Document {

    private final JsonNode json;
    private Object plain;
    private boolean hasPlain;
    private int sizeBytes = -1;

    private Document(JsonNode json) {
        this.json = json;
    }

    static Document of(JsonNode json) {
        return new Document(json);
    }

    /**
     * Takes what JSONata made; by way of JSON, because its lists know whether they are sequences and JSON's do not.
     *
     * @throws IllegalArgumentException where it cannot be written as JSON
     */
    static Document ofPlain(Object plain) {
        return new Document(PlainJson.toJson(plain));
    }

    JsonNode json() {
        return json;
    }

    /** Returns it as JSONata wants it; nobody may change it. */
    Object plain() {
        if (!hasPlain) {
            plain = PlainJson.from(json);
            hasPlain = true;
        }
        return plain;
    }

    /** Returns how many bytes it takes as UTF-8, which is what the quotas count. */
    int sizeBytes() {
        if (sizeBytes < 0) {
            try {
                sizeBytes = StrictJson.mapper().writeValueAsBytes(json).length;
            } catch (JsonProcessingException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        return sizeBytes;
    }
}
