package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
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
 * @param givenBack what became of each service at the old site that was given back what the fence took, empty where
 *     nothing was
 * @param leaseHeld whether the run held the lease, without which it touches nothing
 * @param touched whether anything was begun at the standby site, by this run or an earlier one of the incident
 * @param incident the incident, empty where the run has none
 * @param instances the DB instances that this run knows it made
 */
record FailoverFailed(
        Failure failure,
        @MayBeEmpty String reason,
        @MayBeEmpty String outage,
        boolean switched,
        List<Fence> fences,
        List<GivenBack> givenBack,
        boolean leaseHeld,
        boolean touched,
        @MayBeEmpty String incident,
        List<String> instances)
        implements Notice {

    @Override
    public String headline(Setting setting) {
        return "FAILOVER FAILED at " + failure.step();
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The failover failed at %s.".formatted(Shortened.failure(failure)),
                setting.active(),
                traffic(setting),
                whatToDo(setting),
                setting.execution().startCommand("{}"),
                startedAgain(setting),
                leaseHeld ? oldSite(setting) : "",
                leftInPlace(setting),
                touched ? giveUp(setting) : "",
                raiseAgain(setting),
                "Why it was started: " + Shortened.text(reason),
                "Outage: " + Shortened.text(outage));
    }

    /** A run that was cut off in the middle of its switch does not know of it, but the record does. */
    private String traffic(Setting setting) {
        if (switched || setting.recorded().isPresent() && setting.mayServe(SiteName.STANDBY)) {
            return "Traffic: the switch to %s is recorded. Look at what the public name answers with."
                    .formatted(setting.site(SiteName.STANDBY));
        }
        String moved = setting.isActive(SiteName.PRIMARY)
                ? "Traffic: not moved."
                : "Traffic: not moved by this run, as far as it knows.";
        return fences.stream().anyMatch(Fence::fenced) && givenBack.isEmpty()
                ? moved + " Nobody is served by %s, whose tasks were stopped.".formatted(setting.site(SiteName.PRIMARY))
                : moved;
    }

    private String whatToDo(Setting setting) {
        if (setting.isAnotherAtWork()) {
            return "What to do: watch the other recovery. Only if it ends without success, start again:";
        }
        return leaseHeld
                ? "What to do: mend what was wrong, then start again. It resumes incident %s and finds what is there:"
                        .formatted(incident)
                : "What to do: mend what was wrong, then start again:";
    }

    private String startedAgain(Setting setting) {
        if (failure.error().equals("FenceFailed")) {
            return "It is not started again by itself for this alarm.";
        }
        return fences.isEmpty() || switched ? "" : setting.restsUntil()
                .map(until -> "It has failed twice after the fence, which takes down what still works in %s, so it is not started again by itself for an alarm that lasts before %s."
                        .formatted(setting.region(SiteName.PRIMARY), until))
                .orElse("");
    }

    private String leftInPlace(Setting setting) {
        String standby = setting.region(SiteName.STANDBY);
        if (!touched) {
            return "Nothing was touched in %s.".formatted(standby);
        }
        return "Left in %s and costing money: %sDB instances whose tag pilot-light:incident is %s, and the tasks of the services."
                .formatted(
                        standby,
                        instances.isEmpty() ? "" : "DB instances %s; all ".formatted(Shortened.list(instances, ", ")),
                        incident);
    }

    /** Nobody is told to take down what may serve. */
    private String giveUp(Setting setting) {
        String standby = setting.region(SiteName.STANDBY);
        return mayBeGivenUp(setting)
                ? "To give up instead: scale the services in %s to 0, and delete the DB instances there whose tag pilot-light:incident is %s."
                        .formatted(standby, incident)
                : "Leave everything in %s as it is: visitors may be served from there.".formatted(standby);
    }

    private String oldSite(Setting setting) {
        return givenBack.isEmpty()
                ? Fence.inWords(fences, setting.region(SiteName.PRIMARY))
                : GivenBack.inWords(givenBack, setting.region(SiteName.PRIMARY));
    }

    /** A line of its own: whoever is in a hurry takes a line for itself. */
    private String raiseAgain(Setting setting) {
        return mayBeGivenUp(setting) && fences.stream().anyMatch(Fence::fenced) && givenBack.isEmpty()
                ? "After that, raise the services in %s and the bounds of their scalable targets again."
                        .formatted(setting.region(SiteName.PRIMARY))
                : "";
    }

    private boolean mayBeGivenUp(Setting setting) {
        return touched && !switched && setting.mayBeTakenFrom(SiteName.STANDBY);
    }
}
