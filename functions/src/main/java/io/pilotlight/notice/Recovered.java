package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A failover succeeded.
 *
 * @param rtoSeconds the objective
 * @param databases what each database was restored from
 * @param remarks what is other than planned, mostly because AWS had no capacity for what the plan wants first
 * @param fences what became of the fence of each service at the old site
 * @param leftInPlace DB instances that this run made and that nothing uses
 * @param resumed whether an earlier run of the incident was cut off or failed
 */
record Recovered(
        @MayBeEmpty String reason,
        @MayBeEmpty String outage,
        long rtoSeconds,
        List<RestoredDatabase> databases,
        List<String> remarks,
        List<Fence> fences,
        List<String> leftInPlace,
        boolean resumed,
        String incident)
        implements Notice {

    @Override
    public String headline(Setting setting) {
        return "recovered in " + setting.region(SiteName.STANDBY);
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The application answers under its public name from %s. Nothing is urgent."
                        .formatted(setting.region(SiteName.STANDBY)),
                setting.active(),
                setting.isActive(SiteName.PRIMARY)
                        ? "Somebody has changed that since: look at what the public name answers with."
                        : "",
                "Time: %s since this run began; the objective, counted from the outage, is %s.".formatted(
                        DurationInWords.of(Duration.between(setting.startedAt(), setting.now())),
                        DurationInWords.of(Duration.ofSeconds(rtoSeconds))),
                databases.isEmpty()
                        ? ""
                        : "Restored: %s. What was written after that is lost.".formatted(Shortened.list(
                                databases.stream().map(RestoredDatabase::inWords).toList(), "; ")),
                oldSite(setting),
                leftInPlace(setting),
                resumed || Shortened.isCut(leftInPlace)
                        ? "%sDB instances whose tag pilot-light:incident is %s cost money; those in use bear it too.".formatted(
                                resumed ? "This run resumed an incident. " : "", incident)
                        : "",
                "Why it was started: " + Shortened.text(reason),
                // Both would not fit, and the outage is over.
                remarks.isEmpty()
                        ? "Outage: " + Shortened.text(outage)
                        : "Other than planned: " + Shortened.text(String.join("; ", remarks)));
    }

    private String oldSite(Setting setting) {
        boolean fenced = !fences.isEmpty() && fences.stream().allMatch(Fence::fenced);
        String goesOn = " This run goes on trying for 24 hours.";
        String leave = " Do not start it by hand: its database is out of date.";
        return "%s%s%s".formatted(
                Fence.inWords(fences, setting.region(SiteName.PRIMARY)),
                fenced ? "" : goesOn,
                setting.isActive(SiteName.STANDBY) ? leave : "");
    }

    private String leftInPlace(Setting setting) {
        if (leftInPlace.isEmpty()) {
            return "DNS records that were overwritten are kept in the state table: docs/traffic.md.";
        }
        return "Left in place and costing money, unused in %s: %s.%s".formatted(
                setting.region(SiteName.STANDBY),
                Shortened.list(leftInPlace, ", "),
                setting.isActive(SiteName.STANDBY) && !setting.isAnotherAtWork()
                        ? " Delete them once nobody needs them."
                        : " Keep them until it is known which site serves.");
    }
}
