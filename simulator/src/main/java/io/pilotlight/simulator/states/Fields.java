package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The fields of one object in a definition, each of which must be asked for: one that nobody knows is refused. */
final class Fields {

    private final String where;
    private final JsonNode object;
    private final TreeSet<String> known = new TreeSet<>();

    /** @param where what the object is, for what is said when it is wrong, such as {@code state 'AcquireLease'} */
    Fields(String where, JsonNode object) {
        if (!object.isObject()) {
            throw new InvalidStateMachineException(where + " is no JSON object");
        }
        this.where = where;
        this.object = object;
    }

    Optional<JsonNode> find(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name));
    }

    JsonNode get(String name) {
        return find(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    Optional<String> findText(String name) {
        return find(name).map(value -> text(name, value));
    }

    String text(String name) {
        return text(name, get(name));
    }

    /** Reads a number that is no expression. */
    double number(String name, double least, double most, double otherwise) {
        return find(name).map(value -> {
            if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
                throw wrong(name, "is %s; accepted is a number from %s to %s".formatted(value, least, most));
            }
            return value.doubleValue();
        }).orElse(otherwise);
    }

    List<JsonNode> list(String name) {
        List<JsonNode> elements = new ArrayList<>();
        find(name).ifPresent(value -> {
            if (!value.isArray() || value.isEmpty()) {
                throw wrong(name, "is no array of at least one");
            }
            value.forEach(elements::add);
        });
        return elements;
    }

    /** Requires that every field was asked for. */
    void refuseOthers() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw wrong(name, "is not supported here; accepted are " + String.join(", ", known));
            }
        });
    }

    InvalidStateMachineException wrong(String name, String problem) {
        return new InvalidStateMachineException("%s, field '%s' %s".formatted(where, name, problem));
    }

    private String text(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(name, "is no text");
        }
        return value.textValue();
    }
}
