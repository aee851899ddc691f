package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import java.io.UncheckedIOException;
import java.util.Map;

/** A JSON value that is not changed any more, in whichever of its two forms it is wanted; made over at most once. */
final class Document {

    /** Of a control character; what is not escaped takes four at most. */
    private static final long LONGEST_ESCAPE = 6;
    /** More than any number takes, with what stands around a value. */
    private static final long LONGEST_SCALAR = 32;

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

    /** Tells whether it takes no more bytes than that even if each character had to be escaped; writes nothing out. */
    boolean isSurelyWithin(int bytes) {
        return left(json, bytes) >= 0;
    }

    /** Returns what is left of so many bytes, negative where they are used up. */
    private static long left(JsonNode node, long bytes) {
        long left = bytes - LONGEST_SCALAR;
        if (node.isTextual()) {
            return left - LONGEST_ESCAPE * node.textValue().length();
        }
        if (node.isBigInteger() || node.isBigDecimal()) {
            return -1;
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (left < 0) {
                    return left;
                }
                left = left(field.getValue(), left - LONGEST_SCALAR - LONGEST_ESCAPE * field.getKey().length());
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                if (left < 0) {
                    return left;
                }
                left = left(element, left);
            }
        }
        return left;
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
