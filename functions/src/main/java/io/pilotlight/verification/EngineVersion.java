package io.pilotlight.verification;

import io.pilotlight.verification.Finding.Check;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * The newest recovery point is of the engine version that its database had when it was taken: a restore takes the
 * snapshot's version, and the parameter and option groups of the plan are made for one.
 *
 * <p>RDS does not say when an instance was upgraded, and the recovery points from before are rightly of the version
 * before. So two things are held against it that no upgrade explains: its own source is of another version, or an earlier
 * snapshot of the instance was already of the version that the instance has now.
 */
final class EngineVersion implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        if (backups.complete().isEmpty() || backups.source().isEmpty()) {
            return Stream.empty();
        }
        Copy newest = backups.complete().getFirst();
        SourceSite source = backups.source().get();
        return ofSource(newest, source)
                .or(() -> source.instanceOf(newest.own()).flatMap(instance -> ofInstance(newest, instance, backups, source)))
                .map(problem -> new Finding(Check.ENGINE, backups.severity(newest.own()),
                        backups.subject(newest.own().id()), problem,
                        "Start the state machine backup with {} and compare again; where it stays so, do not restore from this "
                                + "one, and ask AWS Support"))
                .stream();
    }

    private static Optional<String> ofSource(Copy newest, SourceSite source) {
        return source.snapshots().find(newest.own().sourceArn())
                .map(DBSnapshot::engineVersion)
                .filter(version -> !version.equals(newest.listed().engineVersion()))
                .map(version -> "it is of engine version %s, and the snapshot of which it is a copy is of %s".formatted(
                        newest.listed().engineVersion(), version));
    }

    private static Optional<String> ofInstance(
            Copy newest, DBInstance instance, DatabaseBackups backups, SourceSite source) {
        if (Objects.equals(instance.engineVersion(), newest.listed().engineVersion())) {
            return Optional.empty();
        }
        return backups.sources().stream()
                .filter(earlier -> earlier.instanceIdentifier().equals(instance.dbInstanceIdentifier()))
                .filter(earlier -> earlier.takenAt().filter(newest.takenAt()::isAfter).isPresent())
                .filter(earlier -> source.snapshots().find(earlier.arn())
                        .map(DBSnapshot::engineVersion)
                        .filter(version -> version.equals(instance.engineVersion()))
                        .isPresent())
                .max(Comparator.comparing(earlier -> earlier.takenAt().orElseThrow()))
                .map(earlier -> "it is of engine version %s, although DB instance %s was of %s before, when %s was taken"
                        .formatted(newest.listed().engineVersion(), instance.dbInstanceIdentifier(),
                                instance.engineVersion(), earlier.id()));
    }
}
