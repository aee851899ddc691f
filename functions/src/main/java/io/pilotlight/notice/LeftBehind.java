package io.pilotlight.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the application has left is going to be removed, or is being removed.
 *
 * @param announced the DB instances that are left since now
 * @param removed the ones that RDS deletes
 */
record LeftBehind(List<Announced> announced, List<Removed> removed) implements Notice {

    /** A DB instance that may be removed from an instant on. */
    record Announced(String region, String instanceIdentifier, Instant removedFrom) {}

    /** A DB instance that is being deleted, and the snapshot that is left of it. */
    record Removed(String region, String instanceIdentifier, String finalSnapshotId) {}

    @Override
    public String headline(Setting setting) {
        return removed.isEmpty() ? "database instances are left, and will be removed" : "database instances that were left are being removed";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                removed.isEmpty() ? "" : "Being deleted, because the application had left them: %s.".formatted(Shortened.list(
                        removed.stream().map(one -> "%s in %s".formatted(one.instanceIdentifier(), one.region())).toList(), "; ")),
                removed.isEmpty() ? "" : "Left of them: the final snapshots %s. They cost money until a person deletes them: nothing here does.".formatted(
                        Shortened.list(removed.stream().map(Removed::finalSnapshotId).toList(), "; ")),
                announced.isEmpty() ? "" : "The application has left, and does not use any more: %s.".formatted(Shortened.list(
                        announced.stream().map(one -> "%s in %s, until %s".formatted(
                                one.instanceIdentifier(), one.region(), one.removedFrom().atZone(ZoneOffset.UTC).toLocalDate())).toList(), "; ")),
                announced.isEmpty() ? "" : "From that day on each is removed by itself, with a final snapshot, once a recovery point of what serves now was restored and checked.",
                announced.isEmpty() ? "" : "To keep one, protect it from deletion before: aws rds modify-db-instance --region %s --db-instance-identifier %s --deletion-protection --apply-immediately"
                        .formatted(announced.getFirst().region(), Shortened.text(announced.getFirst().instanceIdentifier())),
                setting.active());
    }
}
