package io.pilotlight.verification;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.verification.Finding.Check;
import java.util.stream.Stream;

/**
 * The database that is backed up is the one that the plan names, or one that a recovery restored for it. Another one is
 * that of the endpoint which the application reads; its copies are recovery points, and a person looks whether it is right.
 */
final class InstanceOfPlan implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        String named = backups.database().at(backups.direction().active()).instanceIdentifier();
        return backups.sources().stream()
                .max(OwnSnapshot.BY_SCHEDULE)
                .map(OwnSnapshot::instanceIdentifier)
                .filter(used -> !InstanceName.isOf(named, used))
                .map(used -> new Finding(Check.DRIFT, Severity.WARNING, backups.name(),
                        "the application uses DB instance %s, which is backed up; the plan names %s".formatted(used, named),
                        "Where %1$s is the application's database, all is well, and renaming it to %2$s ends this; where it is "
                                .formatted(used, named) + "not, correct the parameter in which the application finds its database"))
                .stream();
    }
}
