package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;
import java.util.List;
import java.util.stream.Stream;

/**
 * The old site could not be fenced for a day.
 *
 * @param fences what became of the last try
 */
record OldSiteNotFenced(List<Fence> fences) implements Notice {

    @Override
    public String headline(Setting setting) {
        return "the old site is still NOT FENCED";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        String old = setting.region(SiteName.PRIMARY);
        return Stream.of(
                "The old site %s could not be fenced for 24 hours, and this execution stops trying.".formatted(old),
                setting.active(),
                Fence.inWords(fences, old),
                setting.mayBeTakenFrom(SiteName.PRIMARY)
                        ? "What to do: before %s is used again, scale its services to 0. They would write to a database that is out of date."
                                .formatted(old)
                        : "What to do: find out which site serves before anything is done about the other.",
                setting.isActive(SiteName.STANDBY)
                        ? "Started again, the failover goes on with the fence alone:"
                        : "Only then start the failover again:",
                setting.execution().startCommand("{}"));
    }
}
