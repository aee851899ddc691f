package io.pilotlight.recoverypoint;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.lease.Incident;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * What a snapshot must be so that a failover restores a database from it. Made of the plan in this one place, so that
 * what is measured, verified and tested is what a failover would take.
 *
 * <p>A snapshot that this software took is of the database that its tags name, whatever its DB instance is called: after a
 * point-in-time restore, a promotion or an encryption the application runs on an instance of another name.
 *
 * @param application the plan's application
 * @param database the plan's name of the database
 * @param region the Region in which to restore
 * @param sourceRegion the Region of the site whose data is wanted: only a copy out of it is a recovery point
 * @param sourceInstance the base of the source DB instance's name: of it, or of a name that a recovery made of it, is also
 *     what somebody else took
 * @param kmsKeyId the ARN of the KMS key under which a recovery point of that Region must be encrypted; empty where any
 *     will do, and none
 * @param maximumAge the age past which a recovery point is not believed unless it is verified
 * @param movedHome the incident of the planned move that brought the application home, empty where there was none: the backups
 *     that it made in this Region, of the site that it left, hold all that the other one began with
 */
public record Criterion(
        String application,
        String database,
        String region,
        String sourceRegion,
        String sourceInstance,
        String kmsKeyId,
        Duration maximumAge,
        String movedHome) {

    /** A planned move has ended long before. */
    private static final Duration LONGEST_MOVE = Duration.ofHours(12);

    /** Returns what a database's recovery points must be while they travel in that direction. */
    public static Criterion of(String application, Database database, Direction direction, Retention retention) {
        return new Criterion(
                application,
                database.name(),
                direction.targetRegion(),
                direction.sourceRegion(),
                database.at(direction.active()).instanceIdentifier(),
                database.at(direction.active().other()).kmsKeyId(),
                retention.maximumAge(),
                "");
    }

    /** Returns the same of recovery points of any age, such as the ones that are kept. */
    public Criterion ofAnyAge() {
        return new Criterion(application, database, region, sourceRegion, sourceInstance, kmsKeyId, ChronoUnit.FOREVER.getDuration(), movedHome);
    }

    /** Returns the same where a planned move, by its incident, has brought the application home; empty where none has. */
    public Criterion after(String move) {
        return new Criterion(application, database, region, sourceRegion, sourceInstance, kmsKeyId, maximumAge, move);
    }

    /** Returns when the planned move was begun that brought the application home; empty where there was none. */
    Optional<Instant> movedAt() {
        return Incident.openedAt(movedHome);
    }

    /** Tells whether a snapshot was backed up for the planned move that brought the application home, after it had begun. */
    boolean isOfMoveHome(DBSnapshot snapshot) {
        return movedAt().filter(began -> OwnSnapshot.of(application, snapshot)
                .filter(own -> own.tags().database().equals(database))
                .map(own -> own.tags().scheduledAt())
                .filter(scheduled -> !scheduled.isBefore(began) && scheduled.isBefore(began.plus(LONGEST_MOVE)))
                .isPresent()).isPresent();
    }

    /** Tells whether a snapshot is of the database, and not of another one whose name begins alike. */
    boolean isOfDatabase(DBSnapshot snapshot) {
        return InstanceName.isOf(sourceInstance, snapshot.dbInstanceIdentifier()) || isOwn(snapshot);
    }

    /** Tells whether this software made a snapshot for the database. */
    boolean isOwn(DBSnapshot snapshot) {
        return OwnSnapshot.of(application, snapshot).filter(own -> own.tags().database().equals(database)).isPresent();
    }

    /** Returns how a snapshot is encrypted otherwise than it must be, in words that follow its name. */
    public Optional<String> encryptionProblem(DBSnapshot snapshot) {
        if (kmsKeyId.isEmpty()) {
            return Optional.empty();
        }
        if (!Boolean.TRUE.equals(snapshot.encrypted()) || snapshot.kmsKeyId() == null) {
            return Optional.of("it is not encrypted; the plan wants KMS key " + kmsKeyId);
        }
        return isWantedKey(snapshot.kmsKeyId()) ? Optional.empty() : Optional.of(
                "it is encrypted under KMS key %s; the plan wants %s".formatted(snapshot.kmsKeyId(), kmsKeyId));
    }

    /** RDS may give the bare id instead of the ARN. */
    private boolean isWantedKey(String found) {
        return kmsKeyId.equals(found) || kmsKeyId.substring(kmsKeyId.lastIndexOf('/') + 1).equals(found);
    }
}
