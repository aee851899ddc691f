package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import java.util.List;
import java.util.stream.Stream;

/**
 * A planned move failed.
 *
 * @param target the site that it was to make active
 * @param failure where and how
 * @param reason why it was started
 * @param switched whether traffic has begun to move
 * @param goesOn whether the run goes on giving the site back that served
 * @param leaseHeld whether the run held the lease, without which it touches nothing
 * @param fences what became of the fence of each service at the other site, empty where none was tried
 * @param givenBack what became of each service there that was given back what the fence took, empty where nothing was
 * @param leftInPlace DB instances that this run made at the target and that nothing uses
 * @param incident the incident, empty where the run has none
 */
record MoveFailed(
        SiteName target,
        Failure failure,
        @MayBeEmpty String reason,
        boolean switched,
        boolean goesOn,
        boolean leaseHeld,
        List<Fence> fences,
        List<GivenBack> givenBack,
        List<String> leftInPlace,
        @MayBeEmpty String incident)
        implements Notice {

    @Override
    public String headline(Setting setting) {
        return goesOn ? "the site that served is not given back yet" : "MOVE FAILED at " + failure.step();
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The move to %s failed at %s.".formatted(setting.region(target), Shortened.failure(failure)),
                setting.active(),
                traffic(setting),
                toDo(),
                setting.execution().startCommand(MoveInput.to(target)),
                leaseHeld && !fences.isEmpty() ? oldSite(setting.region(target.other())) : "",
                leftInPlace.isEmpty() ? "" : leftInPlace(setting),
                "Why it was started: " + Shortened.text(reason));
    }

    private String toDo() {
        if (goesOn) {
            return "What to do: mend what keeps its services from starting. This run goes on giving it back for %s at least, and tells how it ends. To move after that:"
                    .formatted(target == SiteName.STANDBY ? "10 minutes" : "8 hours");
        }
        return switched
                ? "What to do: look at what the public name answers with, mend what was wrong, then start again. It goes on with incident %s:".formatted(incident)
                : "What to do: mend what was wrong, then start again:";
    }

    private String traffic(Setting setting) {
        return switched || leaseHeld && setting.recorded().isPresent() && setting.mayServe(target)
                ? "Traffic: the switch to %s is recorded. Leave everything there as it is: visitors may be served from it.".formatted(setting.site(target))
                : "Traffic: not moved. No row is lost: the databases in %s are as they were.".formatted(setting.region(target.other()));
    }

    private String oldSite(String region) {
        return givenBack.isEmpty() ? Fence.inWords(fences, region) : GivenBack.inWords(givenBack, region);
    }

    private String leftInPlace(Setting setting) {
        return "Left in place and costing money in %s: %s.%s".formatted(
                setting.region(target), Shortened.list(leftInPlace, ", "),
                !switched && setting.mayBeTakenFrom(target) ? " Delete them." : " Keep them until it is known which site serves.");
    }
}
