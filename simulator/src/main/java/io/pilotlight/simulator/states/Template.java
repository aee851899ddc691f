package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value of a state machine in which texts between <code>{%</code> and <code>%}</code> are JSONata. */
sealed interface Template {

    /** @throws StateFailure {@code States.QueryEvaluationError} */
    Object evaluate(Bindings bindings);

    record Literal(Object plain) implements Template {
        @Override
        public Object evaluate(Bindings bindings) {
            return plain;
        }
    }

    record Computed(Expression expression, String state, String field) implements Template {
        @Override
        public Object evaluate(Bindings bindings) {
            try {
                return expression.evaluate(bindings);
            } catch (IllegalArgumentException wrong) {
                throw new StateFailure(StateFailure.QUERY,
                        "The JSONata expression '%s' specified for the field '%s' of the state '%s' failed: %s"
                                .formatted(expression.text(), field, state, wrong.getMessage()));
            }
        }
    }

    record Members(Map<String, Template> members) implements Template {
        @Override
        public Object evaluate(Bindings bindings) {
            Map<String, Object> values = LinkedHashMap.newLinkedHashMap(members.size());
            members.forEach((name, member) -> values.put(name, member.evaluate(bindings)));
            return values;
        }
    }

    record Elements(List<Template> elements) implements Template {
        @Override
        public Object evaluate(Bindings bindings) {
            List<Object> values = new ArrayList<>(elements.size());
            elements.forEach(element -> values.add(element.evaluate(bindings)));
            return values;
        }
    }

    /**
     * @param state the state's name, for what is said when it is wrong
     * @param field where it stands in the state, such as {@code Arguments/Payload}
     * @throws InvalidStateMachineException where an expression in it is wrong
     */
    static Template parse(JsonNode json, String state, String field) {
        if (json.isTextual()) {
            return text(json.textValue(), state, field);
        }
        if (json.isObject()) {
            Map<String, Template> members = new LinkedHashMap<>();
            json.properties().forEach(member -> members.put(
                    member.getKey(), parse(member.getValue(), state, field + "/" + member.getKey())));
            return members.values().stream().allMatch(Literal.class::isInstance)
                    ? new Literal(PlainJson.from(json))
                    : new Members(members);
        }
        if (json.isArray()) {
            List<Template> elements = new ArrayList<>();
            json.forEach(element -> elements.add(parse(element, state, field + "/" + elements.size())));
            return elements.stream().allMatch(Literal.class::isInstance)
                    ? new Literal(PlainJson.from(json))
                    : new Elements(elements);
        }
        return new Literal(PlainJson.from(json));
    }

    private static Template text(String text, String state, String field) {
        boolean begins = text.startsWith("{%");
        boolean ends = text.endsWith("%}");
        if (begins != ends) {
            throw new InvalidStateMachineException(
                    "state '%s', field '%s': a JSONata text begins with {%% and ends with %%}".formatted(state, field));
        }
        if (!begins) {
            return new Literal(text);
        }
        try {
            return new Computed(Expression.parse(text.substring(2, text.length() - 2).strip()), state, field);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidStateMachineException(
                    "state '%s', field '%s': %s".formatted(state, field, wrong.getMessage()));
        }
    }
}
