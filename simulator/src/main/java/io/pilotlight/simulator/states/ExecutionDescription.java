package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be said of one execution now.
 *
 * @param machine the state machine's name, as it was registered
 * @param endedAt empty while it runs
 * @param output empty unless it succeeded
 * @param error the error's name, where it failed, timed out or was stopped
 * @param historyEvents how many events its history holds; 25,000 end an execution
 */
public record ExecutionDescription(
        String arn,
        String name,
        String machine,
        ExecutionStatus status,
        Instant startedAt,
        Optional<Instant> endedAt,
        JsonNode input,
        Optional<JsonNode> output,
        Optional<String> error,
        Optional<String> cause,
        int historyEvents) {}
