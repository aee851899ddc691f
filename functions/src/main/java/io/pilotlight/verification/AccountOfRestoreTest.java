package io.pilotlight.verification;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.plan.RestoreTest;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.verification.Finding.Check;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The account of the restore test can be made: where it logs on by IAM, MySQL has the plugin for it only on an instance with
 * IAM authentication, and the account is made at the primary. A recovery point that was verified proves that it is there.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Enabling.html">Enabling and
 *     disabling IAM database authentication</a>
 */
final class AccountOfRestoreTest implements RecoveryPointCheck {

    @Override
    public Stream<Finding> findings(DatabaseBackups backups) {
        RestoreTest test = backups.database().restoreTest();
        if (test.authentication() != DatabaseAuthentication.IAM
                || backups.direction().active() != SiteName.PRIMARY
                || backups.complete().stream().anyMatch(copy -> copy.own().verified())) {
            return Stream.empty();
        }
        String used = backups.sources().stream()
                .max(OwnSnapshot.BY_SCHEDULE)
                .map(OwnSnapshot::instanceIdentifier)
                .orElse(backups.database().primary().instanceIdentifier());
        return backups.source().flatMap(site -> site.instances().find(used)).stream()
                .filter(instance -> !Boolean.TRUE.equals(instance.iamDatabaseAuthenticationEnabled()))
                .map(instance -> finding(backups, test, instance));
    }

    private static Finding finding(DatabaseBackups backups, RestoreTest test, DBInstance instance) {
        return new Finding(Check.ACCESS, Severity.WARNING, backups.name(),
                ("the restore test logs on as '%s' by IAM, and DB instance %s has no IAM authentication, without which MySQL refuses "
                        + "to make that account (error 1524)").formatted(test.username(), instance.dbInstanceIdentifier()),
                ("Switch it on, which needs no restart (aws rds modify-db-instance --region %s --db-instance-identifier %s "
                        + "--enable-iam-database-authentication --apply-immediately), and make the account as docs/backups.md says; or let "
                        + "the plan name one with a password in a secret").formatted(
                                backups.direction().sourceRegion(), instance.dbInstanceIdentifier()));
    }
}
