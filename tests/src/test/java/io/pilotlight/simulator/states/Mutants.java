package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Every mutant of one state machine's definition; they are made in memory, and no file changes. */
final class Mutants {

    private static final Set<String> WORDS = Set.of("cause", "Cause", "error", "body", "subject", "detail", "Subject", "Message");
    /** Truths that come from outside and stand in no definition. */
    private static final Set<String> GIVEN_TRUTHS = Set.of("dryRun", "created");

    private final JsonNode definition;
    private final Set<String> truths = new HashSet<>(GIVEN_TRUTHS);
    private final List<Mutant> found = new ArrayList<>();

    private Mutants(JsonNode definition) {
        this.definition = definition;
    }

    static List<Mutant> of(JsonNode definition) {
        Mutants mutants = new Mutants(definition);
        mutants.collectTruths(definition);
        mutants.graph("", definition);
        return mutants.found;
    }

    private void collectTruths(JsonNode node) {
        node.properties().forEach(member -> {
            if (member.getValue().isBoolean()) {
                truths.add(member.getKey());
            }
        });
        node.forEach(this::collectTruths);
    }

    private void graph(String at, JsonNode graph) {
        String first = graph.path("StartAt").asText();
        List<String> names = new ArrayList<>();
        graph.path("States").fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode state = graph.path("States").path(name);
            String here = at + "/States/" + name;
            state(name, here, state, names, name.equals(first));
            if (state.has("ItemProcessor")) {
                graph(here + "/ItemProcessor", state.path("ItemProcessor"));
            }
            for (int branch = 0; branch < state.path("Branches").size(); branch++) {
                graph(here + "/Branches/" + branch, state.path("Branches").get(branch));
            }
        }
    }

    private void state(String name, String at, JsonNode state, List<String> names, boolean isFirst) {
        if (state.has("Choices")) {
            rules(name, at, state);
        }
        if (state.path("Type").asText().equals("Wait")) {
            add(name, "waits not at all", Equivalence.WAIT, root -> object(root, at).put("Seconds", 0));
            add(name, "waits ten times as long", Equivalence.WAIT, root -> {
                ObjectNode wait = object(root, at);
                String seconds = wait.path("Seconds").asText();
                wait.put("Seconds", seconds.startsWith("{%") ? "{%% 10 * (%s) %%}".formatted(inside(seconds))
                        : "{%% 10 * %s %%}".formatted(seconds));
            });
        }
        for (int retrier = 0; retrier < state.path("Retry").size(); retrier++) {
            int index = retrier;
            add(name, "Retry %d is dropped".formatted(index), null, root -> array(root, at + "/Retry").remove(index));
        }
        leaving(name, at, state, names, null, isFirst);
        List.of("Items", "ItemSelector", "Arguments").forEach(field ->
                values(name, at + "/" + field, state.path(field), field, null));
        Equivalence catching = isCaughtInside(state) ? Equivalence.DEFENSIVE_CATCH : null;
        for (int catcher = 0; catcher < state.path("Catch").size(); catcher++) {
            int index = catcher;
            add(name, "Catch %d is dropped".formatted(index), catching, root -> array(root, at + "/Catch").remove(index));
            leaving(name, at + "/Catch/" + index, state.path("Catch").get(index), names, catching, isFirst);
        }
    }

    /** Tells whether nothing that a task inside a Map or Parallel says reaches it. */
    private static boolean isCaughtInside(JsonNode state) {
        List<JsonNode> tasks = new ArrayList<>();
        inside(state, tasks);
        return !tasks.isEmpty() && tasks.stream().allMatch(inner -> switch (inner.path("Type").asText()) {
            case "Task" -> inner.path("Catch").findValuesAsText("ErrorEquals").isEmpty()
                    ? inner.path("Catch").toString().contains("States.ALL") : true;
            case "Fail" -> false;
            default -> true;
        });
    }

    private static void inside(JsonNode state, List<JsonNode> states) {
        List<JsonNode> graphs = new ArrayList<>();
        state.path("Branches").forEach(graphs::add);
        graphs.add(state.path("ItemProcessor"));
        graphs.forEach(graph -> graph.path("States").forEach(inner -> {
            states.add(inner);
            inside(inner, states);
        }));
    }

    private void rules(String name, String at, JsonNode state) {
        JsonNode rules = state.path("Choices");
        for (int rule = 0; rule < rules.size(); rule++) {
            int index = rule;
            String condition = rules.get(rule).path("Condition").asText();
            String place = at + "/Choices/" + rule;
            add(name, "rule %d negated".formatted(index), null,
                    root -> object(root, place).put("Condition", "{%% $not(%s) %%}".formatted(inside(condition))));
            add(name, "rule %d always taken".formatted(index), null,
                    root -> object(root, place).put("Condition", "{% true %}"));
            add(name, "rule %d dropped".formatted(index), null,
                    root -> object(root, place).put("Condition", "{% false %}"));
            if (rule + 1 < rules.size()) {
                JsonNode next = rules.get(rule + 1);
                add(name, "rules %d and %d swapped".formatted(index, index + 1),
                        Rules.mayStandInEitherOrder(rules.get(rule), next) ? Equivalence.EITHER_ORDER : null,
                        root -> array(root, at + "/Choices").insert(index, array(root, at + "/Choices").remove(index + 1)));
            }
            boolean waits = target(at, rules.get(rule).path("Next").asText()).path("Type").asText().equals("Wait");
            for (ExpressionMutants.Changed changed : ExpressionMutants.of(condition)) {
                add(name, "rule %d: %s".formatted(index, changed.what()),
                        changed.isOneLook() && waits ? Equivalence.ONE_LOOK : null,
                        root -> object(root, place).put("Condition", changed.text()));
            }
            leaving(name, place, rules.get(rule), namesBeside(at), null, false);
        }
        if (rules.size() > 1 && state.has("Default")) {
            add(name, "Default always taken", null, root -> array(root, at + "/Choices")
                    .forEach(rule -> ((ObjectNode) rule).put("Condition", "{% false %}")));
        }
    }

    /** Tells whether a Choice or a Wait leads on to a state, over one Wait more at most. */
    private boolean isDetour(String at, List<String> names, String from, String to) {
        JsonNode states = statesBeside(at, names);
        JsonNode detour = states.path(from);
        List<String> exits = new ArrayList<>(detour.path("Choices").findValuesAsText("Next"));
        exits.add(detour.path("Default").asText());
        if (detour.path("Type").asText().equals("Wait")) {
            exits.add(detour.path("Next").asText());
        }
        return exits.stream().anyMatch(exit -> exit.equals(to) || states.path(exit).path("Type").asText().equals("Wait")
                && states.path(exit).path("Next").asText().equals(to));
    }

    private JsonNode statesBeside(String at, List<String> names) {
        JsonPointer pointer = JsonPointer.compile(at);
        while (!definition.at(pointer).has(names.getFirst())) {
            pointer = pointer.head();
        }
        return definition.at(pointer);
    }

    private JsonNode target(String at, String name) {
        return definition.at(JsonPointer.compile(at).head()).path(name);
    }

    private List<String> namesBeside(String at) {
        List<String> names = new ArrayList<>();
        definition.at(JsonPointer.compile(at).head()).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What a state, a rule or a catcher does when it is left. */
    private void leaving(
            String name, String at, JsonNode holder, List<String> names, Equivalence equivalence, boolean isFirst) {
        for (String field : List.of("Next", "Default")) {
            int target = names.indexOf(holder.path(field).asText());
            for (int neighbour : new int[] {target - 1, target + 1}) {
                if (target >= 0 && neighbour >= 0 && neighbour < names.size() && !names.get(neighbour).equals(name)) {
                    String other = names.get(neighbour);
                    add(name, "%s%s %s is %s".formatted(part(at, name), field, names.get(target), other),
                            isDetour(at, names, other, names.get(target)) ? Equivalence.DETOUR : equivalence,
                            root -> object(root, at).put(field, other));
                }
            }
        }
        holder.path("Assign").fieldNames().forEachRemaining(variable ->
                add(name, "%s%s is not assigned".formatted(part(at, name), variable),
                        isFirst && isEmptyBegin(holder.path("Assign").path(variable))
                                ? Equivalence.EMPTY_BEGIN : equivalence,
                        root -> object(root, at + "/Assign").remove(variable)));
        List.of("Assign", "Output").forEach(field -> values(name, at + "/" + field, holder.path(field), field, equivalence));
    }

    /** Tells whether it is nothing, 0, false or an empty list, or a record of nothing else. */
    private static boolean isEmptyBegin(JsonNode value) {
        List<JsonNode> members = new ArrayList<>();
        value.forEach(members::add);
        return value.isObject() ? members.stream().allMatch(Mutants::isEmptyBegin)
                : List.of("[]", "0", "false", "\"{% '' %}\"").contains(value.toString());
    }

    private void values(String name, String at, JsonNode value, String key, Equivalence given) {
        Equivalence equivalence = WORDS.contains(key) ? Equivalence.WORDS : given;
        if (value.isBoolean()) {
            add(name, "%s is %s".formatted(part(at, name), !value.booleanValue()), equivalence,
                    root -> put(root, at, BooleanNode.valueOf(!value.booleanValue())));
        }
        if (value.isTextual() && value.asText().startsWith("{%")) {
            for (ExpressionMutants.Changed changed : ExpressionMutants.of(value.asText())) {
                add(name, part(at, name) + changed.what(), equivalence,
                        root -> put(root, at, TextNode.valueOf(changed.text())));
            }
            if (truths.contains(key) || isTruth(value.asText())) {
                for (boolean always : new boolean[] {true, false}) {
                    add(name, "%s is always %s".formatted(part(at, name), always), equivalence,
                            root -> put(root, at, BooleanNode.valueOf(always)));
                }
            }
        }
        value.properties().forEach(member ->
                values(name, at + "/" + member.getKey(), member.getValue(), member.getKey(), equivalence));
        if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                values(name, at + "/" + index, value.get(index), key, equivalence);
            }
        }
    }

    private static boolean isTruth(String expression) {
        return expression.matches("\\{% (\\$not\\(|\\$count\\([^()]*\\) [=<>]).*") && !expression.contains(" ? ");
    }

    private static String part(String at, String name) {
        String part = at.substring(at.lastIndexOf("/" + name) + name.length() + 1);
        return part.isEmpty() ? "" : part.substring(1) + " ";
    }

    private void add(String state, String change, Equivalence equivalence, Consumer<JsonNode> edit) {
        found.add(new Mutant(state, change, Optional.ofNullable(equivalence), () -> {
            JsonNode copy = definition.deepCopy();
            edit.accept(copy);
            return copy;
        }));
    }

    private static String inside(String expression) {
        return expression.substring(2, expression.length() - 2).strip();
    }

    private static ObjectNode object(JsonNode root, String at) {
        return (ObjectNode) root.at(at);
    }

    private static ArrayNode array(JsonNode root, String at) {
        return (ArrayNode) root.at(at);
    }

    private static void put(JsonNode root, String at, JsonNode value) {
        JsonPointer pointer = JsonPointer.compile(at);
        JsonNode holder = root.at(pointer.head());
        if (holder instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) holder).set(pointer.last().getMatchingProperty(), value);
        }
    }
}
