package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Failure;
import java.util.stream.Stream;

/**
 * The old primary of a failover was not compared; or it was, as people were told, or was acknowledged, and that could not be
 * recorded.
 *
 * @param failure where it failed
 * @param incident the failover, empty where none is known
 */
record OldPrimaryNotCompared(Failure failure, @MayBeEmpty String incident) implements Notice {

    @Override
    public String headline(Setting setting) {
        return isOfRecord() ? "a comparison, or its acknowledgement, could not be RECORDED" : "the old primary was NOT COMPARED";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "It failed at " + Shortened.failure(failure),
                setting.active(),
                isOfRecord() ? "Where you were told what the old primary alone has, that holds, and its list is in the bucket. It only counts as not compared, or not acknowledged."
                        : "The database of the old site %s was left as it is. Whatever snapshots of it there are were kept."
                                .formatted(setting.region(SiteName.PRIMARY)),
                incident.isEmpty() ? "" : "It was about incident %s.".formatted(incident),
                isOfRecord() ? "Once its cause is mended, start the state machine reconcile again with the same input."
                        : "Once its cause is mended, start the state machine reconcile again with {}.");
    }

    /** What is recorded was done, and told, before. */
    private boolean isOfRecord() {
        return failure.step().equals("RecordReconciliation");
    }
}
