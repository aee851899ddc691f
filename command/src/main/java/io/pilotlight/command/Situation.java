package io.pilotlight.command;

import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an application stands, as {@code ./pilot-light status} says it and {@code --json} writes it. Times are in UTC, durations
 * in seconds. What could not be read is absent, and named in {@code unknown}.
 *
 * @param contract the version of this document; a field that is taken away or means something else raises it
 * @param at when it was read
 * @param verdict the whole in one word
 * @param because what makes the verdict, one line each
 * @param active where visitors are served from, as recorded
 * @param running the failovers and moves that are under way
 * @param databases what would be lost of each database right now
 * @param last the newest run of each state machine that has ended
 * @param alarms the stack's alarms that are in ALARM, and the one that starts the failover where it has no data
 * @param findings what the last verification found
 * @param unknown what could not be read, and why
 */
public record Situation(
        int contract,
        Instant at,
        String application,
        String stack,
        String region,
        Verdict verdict,
        List<String> because,
        Optional<Active> active,
        List<Run> running,
        List<Exposure> databases,
        List<Run> last,
        List<Alarm> alarms,
        List<Finding> findings,
        List<String> unknown) {

    /** The version that is written. */
    static final int CONTRACT = 1;

    /** The whole in one word, and the exit status of {@code ./pilot-light status}. */
    public enum Verdict {
        /** Nothing is wrong. */
        WELL(0),
        /** Somebody has to look at something. */
        FINDINGS(1),
        /** What would tell could not be read. */
        UNKNOWN(2),
        /** A failover or a move is under way. */
        RECOVERING(3);

        private final int exitStatus;

        Verdict(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        int exitStatus() {
            return exitStatus;
        }
    }

    /**
     * Where visitors are served from.
     *
     * @param switchingTo where traffic is being led, without proof so far; absent where nothing is switched
     * @param incidentOpen whether the newest recovery or move has not come to its end
     * @param otherSiteFenced whether the other site can take no writes
     */
    public record Active(
            SiteName site, String region, Optional<SiteName> switchingTo, long epoch, String incident, boolean incidentOpen,
            boolean otherSiteFenced) {}

    /**
     * What would be lost of a database.
     *
     * @param exposureSeconds the age of the newest usable recovery point in the other Region; absent where there is none
     * @param newest that recovery point
     * @param verified the newest one from which a restore was checked
     */
    public record Exposure(
            String database, Optional<Long> exposureSeconds, long rpoSeconds, Optional<RecoveryPoint> newest,
            Optional<RecoveryPoint> verified) {

        boolean isWithinObjective() {
            return exposureSeconds.filter(exposure -> exposure < rpoSeconds).isPresent();
        }
    }

    /** @param dataUntil the last transaction in it */
    public record RecoveryPoint(String snapshot, Instant dataUntil) {}

    /**
     * A run of a state machine.
     *
     * @param status what Step Functions says of it, such as {@code SUCCEEDED}
     * @param outcome how the state machine says that it ended; the error's name where it failed
     * @param seconds how long it took, or has taken so far
     * @param page its page in the console
     */
    public record Run(Machine machine, String status, String outcome, Instant startedAt, long seconds, String page) {

        boolean isWell() {
            return status.equals("SUCCEEDED") && !outcome.equals("NOT_COMPARED") && !outcome.isEmpty();
        }
    }

    /**
     * An alarm in ALARM, or the one that starts the failover where it has no data.
     *
     * @param alarm its name in the template
     * @param state {@code ALARM} or {@code INSUFFICIENT_DATA}
     * @param expected whether it is no fault as things stand, such as that of the standby site being active
     */
    public record Alarm(String alarm, String state, Instant since, boolean expected, String meaning) {}

    /** What the last verification found, in its own words. */
    public record Finding(String severity, String check, String subject, String problem, String remedy) {}

    public Situation {
        because = List.copyOf(because);
        running = List.copyOf(running);
        databases = List.copyOf(databases);
        last = List.copyOf(last);
        alarms = List.copyOf(alarms);
        findings = List.copyOf(findings);
        unknown = List.copyOf(unknown);
    }
}
