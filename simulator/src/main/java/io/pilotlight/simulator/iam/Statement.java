package io.pilotlight.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One statement of a role's policies, as a deployment has worked it out. */
record Statement(boolean allows, List<Glob> actions, List<Glob> resources, List<Condition> conditions) {

    private static final Set<String> FIELDS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");

    /** @throws IllegalArgumentException where something in it is not known here */
    static Statement of(String role, JsonNode statement) {
        statement.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "%s: a statement with %s is not known here; name actions and resources".formatted(role, field));
            }
        });
        List<Condition> conditions = new ArrayList<>();
        statement.path("Condition").properties().forEach(operator -> operator.getValue().properties().forEach(
                key -> conditions.add(Condition.of(role, operator.getKey(), key.getKey(), key.getValue()))));
        return new Statement(
                statement.path("Effect").asText().equals("Allow"),
                texts(statement.path("Action")).stream().map(Glob::ofAction).toList(),
                texts(statement.path("Resource")).stream().map(Glob::of).toList(),
                conditions);
    }

    boolean speaksOf(String action) {
        return actions.stream().anyMatch(glob -> glob.matches(action));
    }

    /** Tells whether it decides on a request whose action it speaks of. */
    boolean applies(Access access) {
        return resources.stream().anyMatch(glob -> glob.matches(access.resource()))
                && conditions.stream().allMatch(condition -> condition.holds(access.keys()));
    }

    /** Returns one text, or each of several. */
    static List<String> texts(JsonNode oneOrMany) {
        List<String> texts = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(text -> texts.add(text.asText()));
        } else {
            texts.add(oneOrMany.asText());
        }
        return texts;
    }
}
