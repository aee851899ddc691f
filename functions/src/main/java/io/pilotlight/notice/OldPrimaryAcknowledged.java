package io.pilotlight.notice;

import java.util.List;
import java.util.stream.Stream;

/**
 * A person has said that the old primary's snapshots need not be kept any more.
 *
 * @param incident the failover
 * @param removed the snapshots that were removed, each with its Region
 */
record OldPrimaryAcknowledged(String incident, List<String> removed) implements Notice {

    @Override
    public String headline(Setting setting) {
        return "the old primary of incident %s is acknowledged".formatted(incident);
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                removed.isEmpty() ? "No snapshot of it was kept, so none was removed."
                        : "Removed: %s.".formatted(Shortened.list(removed, ", ")),
                setting.active(),
                "The lists of its rows stay in the bucket, and its DB instance was left as it is.");
    }
}
