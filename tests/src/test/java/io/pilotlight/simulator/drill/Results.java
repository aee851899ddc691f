package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.promise.Violation;
import io.pilotlight.simulator.scenario.RunRequest;
import io.pilotlight.simulator.scenario.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Results of made-up runs. */
final class Results {

    private Results() {}

    static RunResult recovered(RunRequest request) {
        return new RunResult(
                request.scenario(), request.seed(), "RECOVERED", "RECOVERED", "STANDBY",
                Optional.of(Duration.ofMillis(702_400)), Duration.ofMinutes(30),
                Optional.of(Duration.ofMinutes(22)), Duration.ofHours(1),
                OptionalLong.of(1240), OptionalLong.of(1180), OptionalLong.of(1180), OptionalLong.of(60),
                List.of(new RunResult.Step("Confirm the outage", Duration.ofSeconds(130), Duration.ofSeconds(190), 3),
                        new RunResult.Step("Restore the database with a very long name", Duration.ofSeconds(190),
                                Duration.ofSeconds(650), 27)),
                List.of(new RunResult.Notification(Duration.ofSeconds(702), "[Pilot Light] visitors: recovered in us-west-2",
                        "visitors is active in us-west-2 and answers under its public name, with all that was committed "
                                + "before.\nOutage: 3 of 3 probes failed")),
                List.of());
    }

    static RunResult falseAlarm(RunRequest request) {
        return new RunResult(
                request.scenario(), request.seed(), "STOOD_DOWN", "STOOD_DOWN", "PRIMARY",
                Optional.empty(), Duration.ofMinutes(30), Optional.empty(), Duration.ofHours(1),
                OptionalLong.of(12), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
                List.of(), List.of(), List.of());
    }

    static RunResult broken(RunRequest request, String outcome) {
        RunResult good = recovered(request);
        return new RunResult(
                good.scenario(), good.seed(), outcome, good.expectedOutcome(), good.activeSite(), good.rto(),
                good.rtoObjective(), good.rpo(), good.rpoObjective(), good.rowsBefore(), good.rowsAtRecoveryPoint(),
                good.rowsRestored(), good.rowsLost(), good.steps(), good.notifications(),
                List.of(new Violation("One writer", "visit 7 was committed\nat both sites")));
    }
}
