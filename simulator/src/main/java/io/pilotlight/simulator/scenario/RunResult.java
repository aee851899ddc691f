package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.promise.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * How a run ended. All times are virtual; each offset counts from the outage, or from the start of the recovery where
 * there was no outage.
 *
 * @param application of what the application consists, such as {@code one-of-each}
 * @param outcome how it ended, such as {@code RECOVERED}
 * @param expectedOutcome how this scenario should end
 * @param activeSite the site that is recorded as active at the end
 * @param struckAt the instant from which offsets count
 * @param rto how long the users were without an answer, empty where there was nothing to recover
 * @param rpo how much committed work the recovery lost, as time; empty where nothing was restored
 * @param withoutWrites for how long no visit was counted in the last planned move; empty where none was made
 * @param rows what became of the rows of each database
 * @param exposure how much would have been lost at each moment of the run
 * @param recoveryPoints what has arrived from the other Region and is there at the end, oldest first
 * @param findings what the checks of the backups found, oldest first
 * @param steps what the recovery did, in the order in which the steps began
 * @param path what AWS took of the RTO and what was ours, in the order in which AWS was asked; empty without a recovery
 * @param notifications what people were told, oldest first
 * @param violations the promises that were broken; empty in a good run
 */
public record RunResult(
        String scenario,
        long seed,
        String application,
        String outcome,
        String expectedOutcome,
        String activeSite,
        Instant struckAt,
        Optional<Duration> rto,
        Duration rtoObjective,
        Optional<Duration> rpo,
        Duration rpoObjective,
        Optional<Duration> withoutWrites,
        List<Rows> rows,
        Exposure exposure,
        List<RecoveryPoint> recoveryPoints,
        List<Finding> findings,
        List<Step> steps,
        List<Share> path,
        List<Notification> notifications,
        List<Violation> violations) {

    /**
     * What became of the rows of a database; what is not known where nothing was restored is empty.
     *
     * @param database what the plan calls it
     * @param before the committed rows at the moment of the outage
     * @param atRecoveryPoint the rows in the recovery point that was restored
     * @param restored how many of those rows the restored database held when it began to serve
     * @param lost the rows committed before the outage that the active site does not hold
     * @param lostSince the rows committed since then that the active site does not hold: a site that still took some lost them
     * @param account what the end of the run holds of all that was ever committed
     */
    public record Rows(
            String database, OptionalLong before, OptionalLong atRecoveryPoint, OptionalLong restored, OptionalLong lost,
            OptionalLong lostSince, Account account) {}

    /**
     * Where every row is that was committed at either site, from the beginning to the end.
     *
     * @param written the rows committed
     * @param serving those that the database holds that serves at the end
     * @param listed the others that stand in a list of what only an old primary has
     */
    public record Account(long written, long serving, long listed) {

        /** Returns how many are in neither: whoever looks for one of them finds it nowhere. */
        public long nowhere() {
            return written - serving - listed;
        }
    }

    /** One step of the recovery, from its first try to its end; {@code attempts} counts every look and retry. */
    public record Step(String name, Duration start, Duration end, int attempts) {}

    /**
     * A part of the RTO.
     *
     * @param deciding how long, before AWS was asked, it was looked whether there is an outage, or whether the old site can be
     *     fenced: what a protection takes
     * @param ours how long AWS had nothing to do otherwise before it was asked
     * @param aws how long AWS took, nothing where it had been done beside something that took longer
     */
    public record Share(String name, Duration deciding, Duration ours, Duration aws) {}

    /** What people were told, and when. */
    public record Notification(Duration at, String subject, String message) {}

    /**
     * The exposure as the world itself measured it, without asking a function.
     *
     * @param greatest the greatest outside the times that are excused; empty where there was no such time
     * @param greatestWithFaults the greatest at any time after the first copy had landed; empty where none did
     * @param samples one a minute
     * @param faults what was wrong with what backups need
     */
    public record Exposure(
            Optional<Duration> greatest, Optional<Duration> greatestWithFaults, List<Sample> samples, List<Fault> faults) {

        public Exposure {
            samples = List.copyOf(samples);
            faults = List.copyOf(faults);
        }
    }

    /** How old the newest data is that the Region of the site that is not active holds whole. */
    public record Sample(Instant at, Duration age) {}

    /** Something that backups could not be made through; {@code until} is the run's end where it was not mended. */
    public record Fault(String what, Instant from, Instant until) {}

    /**
     * A recovery point.
     *
     * @param landedAt when its copy was complete
     * @param verified whether a restore of it was checked
     */
    public record RecoveryPoint(String region, String snapshotId, Instant takenAt, Instant landedAt, boolean verified) {}

    /** What a check of the backups found, as it was reported. */
    public record Finding(Instant at, String check, String severity, String subject, String problem, String remedy) {}

    public RunResult {
        rows = List.copyOf(rows);
        recoveryPoints = List.copyOf(recoveryPoints);
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
        path = List.copyOf(path);
        notifications = List.copyOf(notifications);
        violations = List.copyOf(violations);
    }

    /** Returns the sum of one figure over all databases, empty where it is not known of one. */
    public OptionalLong rows(Function<Rows, OptionalLong> figure) {
        return rows.stream().map(figure).allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(rows.stream().map(figure).mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    /** Tells whether it ended as it should, with every promise held. */
    public boolean good() {
        return outcome.equals(expectedOutcome) && violations.isEmpty();
    }
}
