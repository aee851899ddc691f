package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One of the repository's state machines, as it is deployed. */
record StateMachineFile(String name, String text, JsonNode definition) {

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern FUNCTION_NAME = Pattern.compile("\"FunctionName\"\\s*:\\s*\"\\$\\{(\\w+)}\"");
    private static final Pattern OWN_ERROR = Pattern.compile("io\\.pilotlight(?:\\.\\w+)+");

    static Collection<StateMachineFile> all() {
        return Repository.files("statemachine", ".asl.json").stream().map(StateMachineFile::named).toList();
    }

    private static StateMachineFile named(String file) {
        String path = "statemachine/" + file;
        return new StateMachineFile(path, Repository.text(path), Repository.json(path));
    }

    @Override
    public String toString() {
        return name;
    }

    SortedSet<String> substitutions() {
        return found(SUBSTITUTION, 1);
    }

    /** Returns the substitutions that stand as a task's {@code FunctionName}. */
    SortedSet<String> functions() {
        return found(FUNCTION_NAME, 1);
    }

    /** Returns the class names of the project's own errors, wherever they stand: in Retry, Catch or an expression. */
    SortedSet<String> ownErrors() {
        return found(OWN_ERROR, 0);
    }

    /** Returns every state by name, those inside a Map or a Parallel too. */
    SortedMap<String, JsonNode> states() {
        SortedMap<String, JsonNode> states = new TreeMap<>();
        collect(definition, states);
        return states;
    }

    private static void collect(JsonNode machine, SortedMap<String, JsonNode> states) {
        machine.path("States").properties().forEach(state -> {
            states.put(state.getKey(), state.getValue());
            collect(state.getValue().path("ItemProcessor"), states);
            state.getValue().path("Branches").forEach(branch -> collect(branch, states));
        });
    }

    SortedMap<String, JsonNode> tasks() {
        SortedMap<String, JsonNode> tasks = states();
        tasks.values().removeIf(state -> !state.path("Type").asText().equals("Task"));
        return tasks;
    }

    /** Returns the names of the states in the iterations of a Map. */
    SortedSet<String> inMap(String map) {
        SortedSet<String> names = new TreeSet<>();
        states().getOrDefault(map, MissingNode.getInstance()).path("ItemProcessor").path("States").fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    private SortedSet<String> found(Pattern pattern, int group) {
        SortedSet<String> names = new TreeSet<>();
        pattern.matcher(text).results().map((MatchResult match) -> match.group(group)).forEach(names::add);
        return names;
    }

    /** Returns the resource of the template that deploys this file. */
    Map.Entry<String, JsonNode> resource(StackTemplate template) {
        return template.properties(StackTemplate.STATE_MACHINE).entrySet().stream()
                .filter(machine -> machine.getValue().path("DefinitionUri").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("template.yaml deploys no " + name));
    }
}
