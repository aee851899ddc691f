package io.pilotlight.verification;

import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.util.stream.Stream;

/** There is a usable recovery point, and the newest is not older than the RPO: a failover now would lose what came since. */
final class NewestAge implements RecoveryPointCheck {

    private static final String REMEDY = "Read in the executions of the state machine backup what keeps it from making copies, "
            + "mend that, and start it with {}";

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        if (backups.usable().isEmpty()) {
            return Stream.of(new Finding(Check.RECOVERY_POINT_MISSING, Severity.CRITICAL, backups.name(),
                    "there is no usable recovery point in %s: all would be lost".formatted(
                            backups.direction().targetRegion()), REMEDY));
        }
        RecoveryPoint newest = backups.usable().getFirst();
        Duration age = backups.age(newest.dataUntil());
        return age.compareTo(backups.rpo()) <= 0 ? Stream.empty() : Stream.of(new Finding(
                Check.RECOVERY_POINT_TOO_OLD, Severity.CRITICAL, backups.subject(newest.snapshotId()),
                "the newest usable recovery point is %s old; the objective is %s".formatted(
                        DurationInWords.of(age), DurationInWords.of(backups.rpo())), REMEDY));
    }
}
