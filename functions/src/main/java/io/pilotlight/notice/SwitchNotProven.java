package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import java.util.List;
import java.util.stream.Stream;

/**
 * Traffic has begun to move to a site, which does not serve yet as it should; the run goes on. Once the site is
 * recorded as active its page is proven, and what is missing is a service without one.
 *
 * @param target the site that traffic is moved to
 * @param planned whether it is a planned move
 * @param failure what keeps the switch from being done
 * @param databases what each database was restored from
 * @param fences what became of the fence of each service at the old site
 * @param reason why the run was started
 * @param outage what the probes saw
 */
record SwitchNotProven(
        SiteName target,
        boolean planned,
        Failure failure,
        List<RestoredDatabase> databases,
        List<Fence> fences,
        @MayBeEmpty String reason,
        @MayBeEmpty String outage)
        implements Notice {

    @Override
    public String headline(Setting setting) {
        return (setting.isActive(target) ? "%s serves, and not all is started there yet" : "the switch to %s is not done yet")
                .formatted(setting.region(target));
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                (setting.isActive(target)
                        ? "Visitors are served from %s. A service without a page is not started there as it should; it hangs at %s."
                        : "Traffic is being moved to %s, and it is not proven that visitors are served there. It hangs at %s.")
                        .formatted(setting.site(target), Shortened.failure(failure)),
                "This run goes on trying for 8 hours at least, and tells how it ends. Where it is stopped, start it again:",
                setting.execution().startCommand(planned ? MoveInput.to(target) : "{}"),
                setting.active(),
                databases.isEmpty()
                        ? ""
                        : "Restored: %s.".formatted(Shortened.list(
                                databases.stream().map(RestoredDatabase::inWords).toList(), "; ")),
                (setting.isActive(target)
                        ? "What to do: mend what keeps that service from starting. Leave everything else in %s as it is: visitors are served from there."
                        : "What to do: look at what the public name answers with, and mend what hinders the switch. Leave everything in %s as it is: visitors may be served from there.")
                        .formatted(setting.region(target)),
                Fence.inWords(fences, setting.region(target.other())),
                "Why it was started: " + Shortened.text(reason),
                outage.isEmpty() ? "" : "Outage: " + Shortened.text(outage));
    }
}
