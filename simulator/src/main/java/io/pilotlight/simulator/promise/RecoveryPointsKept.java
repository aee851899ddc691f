package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.cloud.rds.SnapshotDeleted;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Of what a function deletes, nothing is somebody else's, the source of a copy in flight, the newest copy of its database
 * in that Region, the newest verified one, or the newest one that a failover would restore; what ended as {@code failed} is no recovery point.
 */
final class RecoveryPointsKept implements Promise {

    private static final String APPLICATION = "pilot-light:application";
    private static final String DATABASE = "pilot-light:database";
    private static final String VERIFIED = "pilot-light:verified";

    /** What a snapshot's name ends in that was taken of an old primary, to be compared; it is no recovery point. */
    static final String OLD_PRIMARY = "-reconcile";

    @Override
    public String sentence() {
        return "The newest verified recovery point is never deleted, nor the newest usable one, nor a source with a copy in flight.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.deletions().stream()
                .filter(deletion -> !deletion.caller().isEmpty())
                .flatMap(deletion -> wrongs(evidence, deletion).map(wrong -> "%s: %s deleted snapshot %s in %s, %s"
                        .formatted(deletion.at(), deletion.caller(), deletion.snapshot().dbSnapshotIdentifier(),
                                deletion.region(), wrong)));
    }

    private static Stream<String> wrongs(Evidence evidence, SnapshotDeleted deletion) {
        DBSnapshot deleted = deletion.snapshot();
        Stream.Builder<String> wrongs = Stream.builder();
        if (!evidence.application().equals(tag(deleted, APPLICATION))) {
            wrongs.add("which is not of this application");
        }
        if (deletion.sourceOfCopyInFlight()) {
            wrongs.add("of which a copy was in flight");
        }
        if (isNewest(deletion, snapshot -> snapshot.sourceDBSnapshotIdentifier() != null)) {
            wrongs.add("which was the newest copy of its database there");
        }
        if (isNewest(deletion, snapshot -> "true".equals(tag(snapshot, VERIFIED)))) {
            wrongs.add("which was the newest verified recovery point of its database there");
        }
        String key = evidence.keys().get(deletion.region());
        if (isNewest(deletion, snapshot -> snapshot.sourceDBSnapshotIdentifier() != null && key.equals(snapshot.kmsKeyId()))) {
            wrongs.add("which was the newest usable recovery point of its database there");
        }
        return wrongs.build();
    }

    private static boolean isNewest(SnapshotDeleted deletion, Predicate<DBSnapshot> kind) {
        DBSnapshot deleted = deletion.snapshot();
        return isUsable(deleted) && kind.test(deleted) && deletion.remaining().stream()
                .filter(other -> isUsable(other) && kind.test(other))
                .filter(other -> database(other).equals(database(deleted)))
                .allMatch(other -> takenAt(other).isBefore(takenAt(deleted)));
    }

    private static boolean isUsable(DBSnapshot snapshot) {
        return "available".equals(snapshot.status()) && takenAt(snapshot) != null && !snapshot.dbSnapshotIdentifier().endsWith(OLD_PRIMARY);
    }

    private static Instant takenAt(DBSnapshot snapshot) {
        return snapshot.originalSnapshotCreateTime();
    }

    /** An instance that was restored is another one, and yet the same database. */
    private static String database(DBSnapshot snapshot) {
        String tagged = tag(snapshot, DATABASE);
        return tagged.isEmpty() ? "instance " + snapshot.dbInstanceIdentifier() : tagged;
    }

    private static String tag(DBSnapshot snapshot, String key) {
        return snapshot.tagList().stream()
                .filter(tag -> Objects.equals(tag.key(), key))
                .map(Tag::value)
                .findFirst()
                .orElse("");
    }
}
