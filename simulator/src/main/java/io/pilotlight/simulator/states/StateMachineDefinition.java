package io.pilotlight.simulator.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state machine's definition, checked: the part of the Amazon States Language that this project uses, with JSONata.
 * Immutable, and safe to register in many runs on many threads.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
public final class StateMachineDefinition {

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");

    private final StateGraph graph;
    private final Optional<Duration> timeout;

    StateMachineDefinition(StateGraph graph, Optional<Duration> timeout) {
        this.graph = graph;
        this.timeout = timeout;
    }

    /**
     * Checks and parses a definition.
     *
     * @throws InvalidStateMachineException where it is wrong or uses what is not known here; it names state and field
     */
    public static StateMachineDefinition parse(JsonNode definition) {
        return MachineParser.parse(definition);
    }

    /**
     * Reads a definition's file, and puts in the DefinitionSubstitutions as CloudFormation does.
     *
     * @param substitutions the value of each name that stands in the file as <code>${Name}</code>
     * @throws InvalidStateMachineException also where a name has no value
     */
    public static StateMachineDefinition read(Path file, Map<String, String> substitutions) throws IOException {
        Matcher matcher = SUBSTITUTION.matcher(Files.readString(file));
        String text = matcher.replaceAll(found -> Matcher.quoteReplacement(Optional
                .ofNullable(substitutions.get(found.group(1)))
                .orElseThrow(() -> new InvalidStateMachineException(
                        "%s: the substitution '%s' has no value; known are %s".formatted(
                                file.getFileName(), found.group(1), substitutions.keySet())))));
        try {
            return parse(StrictJson.mapper().readTree(text));
        } catch (JsonProcessingException malformed) {
            throw new InvalidStateMachineException(file.getFileName() + ": " + StrictJson.explain(malformed));
        }
    }

    StateGraph graph() {
        return graph;
    }

    Optional<Duration> timeout() {
        return timeout;
    }
}
