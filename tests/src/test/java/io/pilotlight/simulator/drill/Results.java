package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.promise.Violation;
import io.pilotlight.simulator.scenario.RunRequest;
import io.pilotlight.simulator.scenario.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Results of made-up runs. */
final class Results {

    private static final Instant START = Instant.parse("2026-11-22T11:00:00Z");

    private Results() {}

    static RunResult recovered(RunRequest request) {
        return new RunResult(
                request.scenario(), request.seed(), "as-it-is", "RECOVERED", "RECOVERED", "STANDBY",
                START.plus(Duration.ofHours(5)),
                Optional.of(Duration.ofMillis(702_400)), Duration.ofMinutes(30),
                Optional.of(Duration.ofMinutes(22)), Duration.ofHours(1), Optional.empty(),
                List.of(new RunResult.Rows("visits", OptionalLong.of(1240), OptionalLong.of(1180), OptionalLong.of(1180),
                        OptionalLong.of(60), OptionalLong.of(0), new RunResult.Account(1900, 1840, 60))),
                exposure(), List.of(new RunResult.RecoveryPoint("us-west-2", "visitors-20261122t113000",
                        START.plus(Duration.ofMinutes(31)), START.plus(Duration.ofMinutes(38)), true)),
                List.of(new RunResult.Finding(START.plus(Duration.ofHours(2)), "COPY_INCOMPLETE", "WARNING",
                        "visits/visitors-20261122t120000", "its copy has failed", "nothing: the next backup removes it")),
                List.of(new RunResult.Step("Confirm the outage", Duration.ofSeconds(130), Duration.ofSeconds(190), 3),
                        new RunResult.Step("Restore the database with a very long name", Duration.ofSeconds(190),
                                Duration.ofSeconds(650), 27)),
                List.of(new RunResult.Share("Restore", Duration.ofSeconds(100), Duration.ofSeconds(30), Duration.ofSeconds(520)),
                        new RunResult.Share("Tasks", Duration.ZERO, Duration.ZERO, Duration.ZERO),
                        new RunResult.Share("Traffic", Duration.ZERO, Duration.ofMillis(12_400), Duration.ofSeconds(40))),
                List.of(new RunResult.Notification(Duration.ofSeconds(702), "[Pilot Light] visitors: recovered in us-west-2",
                        "visitors is active in us-west-2 and answers under its public name, with all that was committed "
                                + "before.\nOutage: 3 of 3 probes failed")),
                List.of());
    }

    static RunResult falseAlarm(RunRequest request) {
        return new RunResult(
                request.scenario(), request.seed(), "as-it-is", "STOOD_DOWN", "STOOD_DOWN", "PRIMARY",
                START.plus(Duration.ofHours(5)),
                Optional.empty(), Duration.ofMinutes(30), Optional.empty(), Duration.ofHours(1), Optional.empty(),
                List.of(new RunResult.Rows("visits", OptionalLong.of(12), OptionalLong.empty(), OptionalLong.empty(),
                        OptionalLong.empty(), OptionalLong.empty(), new RunResult.Account(12, 12, 0))),
                new RunResult.Exposure(Optional.empty(), Optional.empty(), List.of(), List.of()), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of());
    }

    static RunResult broken(RunRequest request, String outcome) {
        RunResult good = recovered(request);
        return new RunResult(
                good.scenario(), good.seed(), good.application(), outcome, good.expectedOutcome(), good.activeSite(), good.struckAt(), good.rto(),
                good.rtoObjective(), good.rpo(), good.rpoObjective(), Optional.of(Duration.ofMillis(1_501_000)),
                List.of(new RunResult.Rows("visits", OptionalLong.of(1240), OptionalLong.of(1180), OptionalLong.of(1180),
                        OptionalLong.of(60), OptionalLong.of(3), new RunResult.Account(1900, 1837, 60))),
                good.exposure(), good.recoveryPoints(), good.findings(), good.steps(), good.path(), good.notifications(),
                List.of(new Violation("One writer", "visit 7 was committed\nat both sites")));
    }

    /** Rises from minute to minute to 45 min, and a copy lands; for a while nothing does, which a fault excuses. */
    private static RunResult.Exposure exposure() {
        Instant until = START.plus(Duration.ofHours(5));
        List<RunResult.Sample> samples = IntStream.range(0, 300)
                .mapToObj(minute -> new RunResult.Sample(START.plus(Duration.ofMinutes(minute)),
                        Duration.ofMinutes(minute >= 100 && minute < 180 ? minute - 90 : 15 + minute % 30)))
                .toList();
        return new RunResult.Exposure(Optional.of(Duration.ofMinutes(44)), Optional.of(Duration.ofMinutes(89)), samples,
                List.of(new RunResult.Fault("RDS is throttled", START.plus(Duration.ofMinutes(95)), START.plus(Duration.ofMinutes(155))),
                        new RunResult.Fault("us-east-1 goes dark", until.minus(Duration.ofMinutes(10)), until)));
    }
}
