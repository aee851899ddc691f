package io.pilotlight.verification;

import io.pilotlight.verification.Finding.Check;
import java.util.List;
import java.util.stream.Stream;

/** Every recovery point is encrypted under the key that the plan names: a failover passes over any other. */
final class Encryption implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        List<Defect> defects = backups.complete().stream()
                .flatMap(copy -> backups.criterion().encryptionProblem(copy.listed()).stream()
                        .map(problem -> new Defect(copy.own(), problem)))
                .toList();
        return Defect.tell(
                backups,
                Check.ENCRYPTION,
                defects,
                "Set kmsKeyId of database %s at the %s site of the plan to the key that is meant; the next backup then copies "
                                .formatted(
                                        backups.name(),
                                        backups.direction()
                                                .active()
                                                .other()
                                                .inWords())
                        + "under it, and these are pruned as they grow old");
    }
}
