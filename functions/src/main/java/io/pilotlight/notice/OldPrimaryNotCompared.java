package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import java.util.stream.Stream;

/**
 * The old primary of a failover was not compared, or its snapshots could not be removed.
 *
 * @param failure where it failed
 * @param incident the failover, empty where none is known
 */
record OldPrimaryNotCompared(Failure failure, @MayBeEmpty String incident) implements Notice {

    @Override
    public String headline(Setting setting) {
        return "the old primary was NOT COMPARED";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "It failed at " + Shortened.failure(failure),
                setting.active(),
                "The database of the old site %s was left as it is. Whatever snapshots of it there are were kept."
                        .formatted(setting.region(SiteName.PRIMARY)),
                incident.isEmpty() ? "" : "It was about incident %s.".formatted(incident),
                "Once its cause is mended, start the state machine reconcile again with {}.");
    }
}
