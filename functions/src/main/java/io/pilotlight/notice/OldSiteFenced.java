package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;
import java.util.stream.Stream;

/** The old site, dark at first, is fenced now. */
record OldSiteFenced() implements Notice {

    @Override
    public String headline(Setting setting) {
        return "the old site is fenced now";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The old site %s answers again and is fenced: none of its tasks runs, and none will be started."
                        .formatted(setting.region(SiteName.PRIMARY)),
                setting.active(),
                setting.isActive(SiteName.PRIMARY)
                        ? "So nobody may be served: look at what the public name answers with."
                        : "Nothing has to be done now.",
                "Its database was left as it is. It may hold rows that were written after the recovery point: the state machine"
                        + " reconcile lists them, and another mail says which.");
    }
}
