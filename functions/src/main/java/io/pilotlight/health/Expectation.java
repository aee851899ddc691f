package io.pilotlight.health;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import java.time.Duration;
import java.util.regex.Pattern;

/** One thing that must hold of an answer for the endpoint to count as healthy. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Expectation.HttpStatus.class),
    @JsonSubTypes.Type(Expectation.Body.class),
    @JsonSubTypes.Type(Expectation.Lacks.class),
    @JsonSubTypes.Type(Expectation.Json.class),
    @JsonSubTypes.Type(Expectation.Latency.class)
})
public sealed interface Expectation {

    /** The HTTP status code is this one. */
    @JsonTypeName("STATUS")
    record HttpStatus(int code) implements Expectation {
        public HttpStatus {
            Require.between("code", code, 100, 599);
        }
    }

    /** The body contains this text. */
    @JsonTypeName("BODY")
    record Body(String contains) implements Expectation {}

    /** The body does not contain this text, by which the page itself says that something does not work. */
    @JsonTypeName("BODY_LACKS")
    record Lacks(String text) implements Expectation {}

    /** The body is JSON, and the value at this JSON Pointer (RFC 6901) reads as this text. */
    @JsonTypeName("JSON")
    record Json(@MayBeEmpty String pointer, @MayBeEmpty String value) implements Expectation {
        private static final Pattern POINTER = Pattern.compile("(/.*)?");

        public Json {
            Require.matching("pointer", pointer, POINTER, "a JSON Pointer, such as /database");
        }
    }

    /** The whole answer arrives within this time. */
    @JsonTypeName("LATENCY")
    record Latency(Duration atMost) implements Expectation {
        public Latency {
            Require.between("atMost", atMost, Duration.ofMillis(1), Duration.ofSeconds(20));
        }
    }
}
