package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.simulator.scenario.RunResult;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of a sweep that went wrong.
 *
 * @param result how it ended, empty where it threw
 * @param thrown what it threw, empty where it ended
 */
record SweepFailure(String scenario, long seed, Optional<RunResult> result, Optional<Throwable> thrown) {

    /** Returns the command that runs it again, alone and told in full. */
    String replay() {
        return "./drill --scenario %s --seed %d".formatted(scenario, seed);
    }

    /** Says on one line what was wrong and how to see it again. */
    String line() {
        return "WRONG %s, seed %d: %s. Replay: %s".formatted(scenario, seed, what().replaceAll("\\s+", " "), replay());
    }

    long violations() {
        return result.map(ended -> ended.violations().size()).orElse(0);
    }

    boolean unexpected() {
        return result.map(ended -> !ended.outcome().equals(ended.expectedOutcome())).orElse(true);
    }

    void writeTo(ObjectNode document) {
        document.put("scenario", scenario)
                .put("seed", seed)
                .put("outcome", result.map(RunResult::outcome).orElse(null))
                .put("expectedOutcome", result.map(RunResult::expectedOutcome).orElse(null))
                .put("thrown", thrown.map(Throwable::toString).orElse(null))
                .put("replay", replay());
        var violations = document.putArray("violations");
        result.ifPresent(ended -> ResultFile.violations(ended, violations));
    }

    private String what() {
        return thrown.map(failure -> "it threw " + failure).orElseGet(() -> {
            RunResult ended = result.orElseThrow();
            Stream<String> outcome = unexpected()
                    ? Stream.of("it ended %s, expected %s".formatted(ended.outcome(), ended.expectedOutcome()))
                    : Stream.empty();
            return Stream.concat(outcome, ended.violations().stream()
                            .map(violation -> "%s: %s".formatted(violation.promise(), violation.detail())))
                    .collect(Collectors.joining("; "));
        });
    }
}
