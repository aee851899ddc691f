package io.pilotlight.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;

/**
 * The one JSON mapping of the project: a field that is unknown, missing, null, blank, named twice or of another type
 * is an error, and nothing is guessed.
 *
 * <p>Durations are ISO-8601 text such as {@code PT30M}; a bare number is refused, because it has no unit.
 */
public final class StrictJson {

    /** Buffers are shared rather than kept by each thread: virtual threads do not live long enough to use theirs again. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(Duration.class, new IsoDurationDeserializer())
                    .addDeserializer(String.class, new NotBlankDeserializer()))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> text
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private StrictJson() {}

    /** Returns the shared mapper; it is immutable and safe to use from any thread. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** Says in one line where a document is wrong and what is accepted there; never quotes the document's values. */
    public static String explain(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return failure.getLocation() == null
                    ? "not JSON: " + failure.getOriginalMessage()
                    : "not JSON at line %d: %s".formatted(failure.getLocation().getLineNr(), failure.getOriginalMessage());
        }
        String path = path(mapping);
        String problem = switch (mapping) {
            case UnrecognizedPropertyException unknown -> "unknown field; accepted here: " + unknown.getKnownPropertyIds()
                    .stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
            case ValueInstantiationException refused when refused.getCause() instanceof IllegalArgumentException cause ->
                    cause.getMessage();
            default -> mapping.getOriginalMessage();
        };
        return path.isEmpty() ? problem : path + ": " + problem;
    }

    private static String path(JsonMappingException mapping) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : mapping.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static final class IsoDurationDeserializer extends StdDeserializer<Duration> {

        private static final String ACCEPTED = "accepted is an ISO-8601 duration with its unit, such as PT30M or PT1H";

        IsoDurationDeserializer() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            if (!parser.currentToken().isScalarValue() || parser.currentToken().isNumeric() || text == null) {
                return (Duration) context.handleUnexpectedToken(
                        Duration.class, parser.currentToken(), parser, "not a duration; " + ACCEPTED);
            }
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException notIso) {
                throw context.weirdStringException(text, Duration.class, "not a duration; " + ACCEPTED);
            }
        }
    }
}
