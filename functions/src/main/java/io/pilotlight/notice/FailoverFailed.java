package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import java.util.List;
import java.util.stream.Stream;

/**
 * A failover failed.
 *
 * @param failure where and how
 * @param reason why it was started
 * @param outage what the probes saw
 * @param switched whether this run recorded the switch of traffic
 * @param fences what became of the fence of each service at the old site, empty where none was tried
 * @param leaseHeld whether the run held the lease, without which it touches nothing
 * @param touched whether anything was begun at the standby site, by this run or an earlier one of the incident
 * @param incident the incident, empty where the run has none
 * @param instances the DB instances that this run knows it made
 */
record FailoverFailed(
        Failure failure,
        String reason,
        String outage,
        boolean switched,
        List<Fence> fences,
        boolean leaseHeld,
        boolean touched,
        String incident,
        List<String> instances)
        implements Notice {

    @Override
    public String headline(Setting setting) {
        return "FAILOVER FAILED at " + failure.step();
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The failover failed at %s (%s): %s.".formatted(
                        failure.step(), failure.name(), Shortened.text(failure.message())),
                setting.active(),
                "Traffic: " + (switched
                        ? "the switch to the standby site is recorded; look at what the public name answers with."
                        : "not moved by this run."),
                leaseHeld ? Fence.inWords(fences, setting.region(SiteName.PRIMARY)) : "",
                leftInPlace(setting),
                "Go on: mend what was wrong, then start it again%s: %s".formatted(
                        leaseHeld ? "; it resumes incident %s and finds what is there".formatted(incident) : "",
                        setting.execution().startCommand("{}")),
                touched ? giveUp(setting) : "",
                "Why it was started: " + Shortened.text(reason),
                "Outage: " + Shortened.text(outage));
    }

    private String leftInPlace(Setting setting) {
        if (!touched) {
            return "Nothing was touched in %s.".formatted(setting.region(SiteName.STANDBY));
        }
        return "Left in place in %s, and costing money: %s, and the services at the size they reached."
                .formatted(
                        setting.region(SiteName.STANDBY),
                        instances.isEmpty()
                                ? "DB instances whose tag pilot-light:incident is %s".formatted(incident)
                                : "DB instances %s, and others whose tag pilot-light:incident is %s"
                                        .formatted(Shortened.list(instances, ", "), incident));
    }

    /** Nobody is told to take down what may serve. */
    private String giveUp(Setting setting) {
        String standby = setting.region(SiteName.STANDBY);
        if (switched || setting.mayBeActive(SiteName.STANDBY)) {
            return "Leave everything in %s as it is: visitors may be served from there.".formatted(standby);
        }
        return "To give up instead: in %s scale the standby services to 0 and delete those instances.%s"
                .formatted(
                        standby,
                        fences.stream().anyMatch(Fence::fenced)
                                ? " Then raise the bounds of the scalable targets and the services in %s again: they were fenced."
                                        .formatted(setting.region(SiteName.PRIMARY))
                                : "");
    }
}
