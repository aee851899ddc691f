package io.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pilotlight.json.Blank;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an execution's input that a person or a schedule wrote, each of which may be left out.
 *
 * @param accepted what every refusal says is accepted, such as {@code accepted is {} or {"dryRun": true}}
 */
public record RequestFields(JsonNode input, String accepted) {

    /** What the Step Functions console offers as an execution's input; a person who leaves it there means {@code {}}. */
    private static final JsonNode CONSOLE_OFFER =
            JsonNodeFactory.instance.objectNode().put("Comment", "Insert your JSON here");

    /** @throws InvalidInputException where the input is no object, or has another field than those that are known */
    public static RequestFields of(JsonNode input, Set<String> known, String accepted) {
        if (!input.isObject()) {
            throw new InvalidInputException("it is no JSON object", accepted);
        }
        if (input.equals(CONSOLE_OFFER)) {
            return new RequestFields(JsonNodeFactory.instance.objectNode(), accepted);
        }
        input.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new InvalidInputException("it has the unknown field '%s'".formatted(unknown), accepted);
                });
        return new RequestFields(input, accepted);
    }

    /** @throws InvalidInputException where the field is there and not true or false */
    public boolean flag(String name) {
        JsonNode flag = input.path(name);
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw new InvalidInputException(name + " is not true or false", accepted);
        }
        return flag.booleanValue();
    }

    /** @throws InvalidInputException where the field is there and no text of at least one character */
    public Optional<String> text(String name) {
        JsonNode text = input.path(name);
        if (!text.isMissingNode() && (!text.isTextual() || Blank.is(text.textValue()))) {
            throw new InvalidInputException(name + " is not a text", accepted);
        }
        return Optional.ofNullable(text.textValue());
    }

    /** @throws InvalidInputException where the field is there and no instant such as {@code 2026-11-22T16:45:00Z} */
    public Optional<Instant> instant(String name) {
        try {
            return input.has(name) ? Optional.of(Instant.parse(input.path(name).asText())) : Optional.empty();
        } catch (DateTimeException _) {
            throw new InvalidInputException(name + " is no instant", accepted);
        }
    }
}
