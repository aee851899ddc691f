package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A failover succeeded.
 *
 * @param rtoSeconds the objective
 * @param databases what each database was restored from
 * @param fences what became of the fence of each service at the old site
 * @param leftInPlace DB instances that this run made and that nothing uses
 * @param resumed whether an earlier run of the incident was cut off or failed
 */
record Recovered(
        String reason,
        String outage,
        long rtoSeconds,
        List<RestoredFrom> databases,
        List<Fence> fences,
        List<String> leftInPlace,
        boolean resumed,
        String incident)
        implements Notice {

    /**
     * A database that serves now.
     *
     * @param takenAt when its recovery point was taken
     */
    record RestoredFrom(String name, String instance, String recoveryPoint, Instant takenAt) {

        private String inWords() {
            return "%s, instance %s from %s, taken %s".formatted(name, instance, recoveryPoint, takenAt);
        }
    }

    @Override
    public String headline(Setting setting) {
        return "recovered in " + setting.region(SiteName.STANDBY);
    }

    @Override
    public Stream<String> lines(Setting setting) {
        boolean fenced = !fences.isEmpty() && fences.stream().allMatch(Fence::fenced);
        return Stream.of(
                "The application answers under its public name from %s. Nothing is urgent."
                        .formatted(setting.region(SiteName.STANDBY)),
                setting.active(),
                "Time: %s since this execution began; the objective (RTO), counted from the outage, is %s."
                        .formatted(
                                clock(Duration.between(setting.startedAt(), setting.now())),
                                clock(Duration.ofSeconds(rtoSeconds))),
                databases.isEmpty()
                        ? ""
                        : "Restored, and what was written later is lost: %s."
                                .formatted(Shortened.list(
                                        databases.stream()
                                                .map(RestoredFrom::inWords)
                                                .toList(),
                                        "; ")),
                Fence.inWords(fences, setting.region(SiteName.PRIMARY)),
                fenced ? "" : "This execution goes on trying to fence it for 24 hours, and says when it has.",
                "Do not start the old site: its database has not seen what is written from now on.",
                leftInPlace.isEmpty()
                        ? ""
                        : "Left in place and costing money, unused in %s: %s. Delete them by hand once nobody needs them."
                                .formatted(setting.region(SiteName.STANDBY), Shortened.list(leftInPlace, ", ")),
                resumed
                        ? ("This run resumed incident %s. An earlier run may have left other DB instances, which cost"
                                        + " money: those whose tag pilot-light:incident is %s.")
                                .formatted(incident, incident)
                        : "",
                "Why it was started: " + Shortened.text(reason),
                "Outage: " + Shortened.text(outage));
    }

    private static String clock(Duration duration) {
        return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
