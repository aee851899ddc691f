package io.pilotlight.recoverypoint;

import io.pilotlight.step.Clocks;
import io.pilotlight.step.DurationInWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Decides whether a snapshot is a recovery point, from what the listing says of it alone.
 *
 * @param ownUnderAnyKey whether what this software made counts under whichever key
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html">DBSnapshot</a>
 */
record SnapshotJudge(Criterion wanted, Instant now, boolean ownUnderAnyKey) {

    private static final Duration LONGEST_BEFORE = Duration.ofDays(1);
    private static final Duration LONGEST_AFTER = Duration.ofHours(1);

    /** Judges one snapshot; makes no call. */
    Verdict judge(DBSnapshot snapshot) {
        if (!wanted.isOfDatabase(snapshot)) {
            return passedOver(snapshot, true, "it is of DB instance %s, another database than %s".formatted(
                    snapshot.dbInstanceIdentifier(), wanted.sourceInstance()));
        }
        return kept(snapshot)
                .or(() -> origin(snapshot))
                .or(() -> state(snapshot))
                .or(() -> encryption(snapshot))
                .or(() -> time(snapshot))
                .<Verdict>map(reason -> passedOver(snapshot, false, reason))
                .orElseGet(() -> new Verdict.Usable(new RecoveryPoint(
                        snapshot.dbSnapshotIdentifier(),
                        takenAt(snapshot),
                        dataUntil(snapshot),
                        SnapshotTags.isVerified(snapshot.tagList()))));
    }

    /** What was held at a site when the other one had taken over must never be restored in its place. */
    private static Optional<String> kept(DBSnapshot snapshot) {
        if (SnapshotName.isFinal(snapshot.dbInstanceIdentifier(), snapshot.dbSnapshotIdentifier())) {
            return Optional.of("it is the final snapshot of a DB instance that the application had left");
        }
        return SnapshotName.isOfOldPrimary(snapshot.dbSnapshotIdentifier())
                ? Optional.of("it is what the old primary held after a failover, and is kept to be compared")
                : Optional.empty();
    }

    /**
     * What was taken in the Region itself is what this site held while it was active, perhaps long ago: after a
     * failover it must not pass for what the other site holds now. What a planned move has backed up here before it
     * brought the application home is all that the other site began with, and counts until a copy of that one lands. RDS
     * names a source only of a copy that crossed Regions or accounts.
     */
    private Optional<String> origin(DBSnapshot snapshot) {
        Optional<String> region = sourceRegion(snapshot.sourceDBSnapshotIdentifier());
        if (region.isEmpty()) {
            return wanted.isOfMoveHome(snapshot) ? Optional.empty() : Optional.of("it is no copy out of %s: it was taken in %s itself".formatted(
                    wanted.sourceRegion(), wanted.region()));
        }
        return region.filter(from -> !from.equals(wanted.sourceRegion()))
                .map(from -> "it is a copy out of %s; wanted is one out of %s".formatted(from, wanted.sourceRegion()))
                .or(() -> otherAccount(snapshot));
    }

    /** A snapshot that another account shares, such as the one of a staging database of the same name, can be copied here. */
    private static Optional<String> otherAccount(DBSnapshot snapshot) {
        Optional<String> own = account(snapshot.dbSnapshotArn());
        return account(snapshot.sourceDBSnapshotIdentifier())
                .filter(account -> own.isPresent() && !own.get().equals(account))
                .map("it is a copy of a snapshot of another account, %s"::formatted);
    }

    private static Optional<String> account(String arn) {
        return Optional.ofNullable(arn).flatMap(Arn::tryFromString).flatMap(Arn::accountId);
    }

    private Optional<String> encryption(DBSnapshot snapshot) {
        return ownUnderAnyKey && Boolean.TRUE.equals(snapshot.encrypted()) && wanted.isOwn(snapshot)
                ? Optional.empty()
                : wanted.encryptionProblem(snapshot);
    }

    /** Returns the Region in an ARN; empty where there is no ARN, or the text is none. */
    static Optional<String> sourceRegion(String sourceArn) {
        return Optional.ofNullable(sourceArn).flatMap(Arn::tryFromString).flatMap(Arn::region);
    }

    private static Optional<String> state(DBSnapshot snapshot) {
        if (!"available".equals(snapshot.status())) {
            return Optional.of("its status is '%s'%s; only one that is 'available' can be restored".formatted(
                    snapshot.status(),
                    snapshot.percentProgress() == null ? "" : ", %d %% done".formatted(snapshot.percentProgress())));
        }
        return takenAt(snapshot) == null ? Optional.of("RDS does not say when it was taken") : Optional.empty();
    }

    /** One that is known to restore is better than none, however old it is; how old that is is measured and told. */
    private Optional<String> time(DBSnapshot snapshot) {
        Instant takenAt = takenAt(snapshot);
        Duration age = Duration.between(takenAt, now);
        if (age.compareTo(Clocks.APART.negated()) < 0) {
            return Optional.of("it says that it was taken at %s, %s from now; a clock is wrong, and it is not believed"
                    .formatted(takenAt, DurationInWords.of(age.negated())));
        }
        if (age.compareTo(wanted.maximumAge()) > 0 && !SnapshotTags.isVerified(snapshot.tagList())) {
            return Optional.of("it was taken %s ago, at %s, and is not verified; the plan allows %s".formatted(
                    DurationInWords.of(age), takenAt, DurationInWords.of(wanted.maximumAge())));
        }
        return Optional.empty();
    }

    /** A copy has a time of its own, and its original's: the data is as old as the original. */
    static Instant takenAt(DBSnapshot snapshot) {
        return snapshot.originalSnapshotCreateTime() != null
                ? snapshot.originalSnapshotCreateTime()
                : snapshot.snapshotCreateTime();
    }

    /**
     * RDS for MySQL writes a heartbeat every few minutes, also where nobody else writes: a last transaction that is a day
     * older than the snapshot, or later than it by more than the snapshot may have taken to begin, is a clock's fault.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html">SnapshotDatabaseTime:
     *     the most recent transaction in the restored DB instance</a>
     */
    private Instant dataUntil(DBSnapshot snapshot) {
        Instant taken = takenAt(snapshot);
        Instant last = snapshot.snapshotDatabaseTime();
        boolean isBelieved = last != null
                && !last.isAfter(now)
                && !last.isBefore(taken.minus(LONGEST_BEFORE))
                && !last.isAfter(taken.plus(LONGEST_AFTER));
        return isBelieved ? last : taken;
    }

    private static Verdict passedOver(DBSnapshot snapshot, boolean foreign, String reason) {
        Instant takenAt = takenAt(snapshot);
        return new Verdict.PassedOver(
                snapshot.dbSnapshotIdentifier(), takenAt == null ? Instant.MAX : takenAt, foreign, reason);
    }
}
