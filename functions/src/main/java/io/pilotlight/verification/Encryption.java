package io.pilotlight.verification;

import io.pilotlight.recoverypoint.KmsKeyId;
import io.pilotlight.verification.Finding.Check;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every recovery point is encrypted under the key that the plan names: a failover passes over any other. */
final class Encryption implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        String wanted = backups.database().at(backups.direction().active().other()).kmsKeyId();
        List<Defect> defects = backups.complete().stream()
                .flatMap(copy -> problem(copy, wanted).map(problem -> new Defect(copy.own(), problem)))
                .toList();
        return Defect.tell(backups, Check.ENCRYPTION, defects,
                "Set kmsKeyId of database %s at the %s site of the plan to the key that is meant; the next backup then copies "
                        .formatted(backups.name(), backups.direction().active().other().name().toLowerCase(Locale.ROOT))
                        + "under it, and these are pruned as they grow old");
    }

    private static Stream<String> problem(Copy copy, String wanted) {
        if (!Boolean.TRUE.equals(copy.listed().encrypted()) || copy.listed().kmsKeyId() == null) {
            return Stream.of("it is not encrypted; the plan wants KMS key " + wanted);
        }
        return KmsKeyId.isSame(copy.listed().kmsKeyId(), wanted) ? Stream.empty() : Stream.of(
                "it is encrypted under KMS key %s; the plan wants %s".formatted(copy.listed().kmsKeyId(), wanted));
    }
}
