package io.pilotlight.recoverypoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A snapshot that this software made, or the copy of one: both its tags and its name say so, because a copy that a
 * person makes inherits the tags, and under a name of the person's own it is the person's.
 *
 * @param id the DB snapshot's identifier in its Region
 * @param arn the DB snapshot's ARN
 * @param sourceArn the ARN of the snapshot of which it is a copy, empty where it is none
 * @param instanceIdentifier the DB instance of which it was taken
 * @param status the status as RDS names it
 * @param takenAt when the data was current: a copy keeps its original's time; empty until RDS says so
 * @param beingMadeAt when one that took long was last seen being made
 * @param landedAt when a copy was first seen complete
 * @param verified whether a restore from it was checked
 */
public record OwnSnapshot(
        String id,
        String arn,
        String sourceArn,
        String instanceIdentifier,
        String status,
        SnapshotTags tags,
        Optional<Instant> takenAt,
        Optional<Instant> beingMadeAt,
        Optional<Instant> landedAt,
        boolean verified) {

    /** The oldest schedule first, and those of one schedule by name. */
    public static final Comparator<OwnSnapshot> BY_SCHEDULE = Comparator
            .comparing((OwnSnapshot snapshot) -> snapshot.tags().scheduledAt())
            .thenComparing(OwnSnapshot::id);

    /** Reads a listed snapshot; empty where it is not of that application's backups. */
    public static Optional<OwnSnapshot> of(String application, DBSnapshot snapshot) {
        return SnapshotTags.of(snapshot.tagList())
                .filter(tags -> tags.application().equals(application))
                .filter(tags -> SnapshotName.isOf(tags.scheduledAt(), snapshot.dbSnapshotIdentifier()))
                .map(tags -> new OwnSnapshot(
                        snapshot.dbSnapshotIdentifier(),
                        text(snapshot.dbSnapshotArn()),
                        text(snapshot.sourceDBSnapshotIdentifier()),
                        text(snapshot.dbInstanceIdentifier()),
                        text(snapshot.status()),
                        tags,
                        Optional.ofNullable(SnapshotJudge.takenAt(snapshot)),
                        SnapshotTags.beingMadeAt(snapshot.tagList()),
                        SnapshotTags.landedAt(snapshot.tagList()),
                        SnapshotTags.isVerified(snapshot.tagList())));
    }

    /** Returns the last instant at which it is known not to have been complete. */
    public Instant unfinishedUntil() {
        return beingMadeAt.orElse(tags.scheduledAt());
    }

    /** Tells whether it can be restored and copied. */
    public boolean isAvailable() {
        return status.equals("available");
    }

    /** Tells whether it is a copy of another snapshot. */
    public boolean isCopy() {
        return !sourceArn.isEmpty();
    }

    /** Tells whether it is a copy of a snapshot of that Region. */
    public boolean isCopyOutOf(String region) {
        return SnapshotJudge.sourceRegion(sourceArn).filter(region::equals).isPresent();
    }

    /** Returns how long it took from the snapshot's moment until its copy was seen complete. */
    public Optional<Duration> took() {
        return takenAt.flatMap(taken -> landedAt.map(landed -> Duration.between(taken, landed)))
                .filter(duration -> !duration.isNegative());
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
