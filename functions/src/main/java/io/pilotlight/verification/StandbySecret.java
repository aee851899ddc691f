package io.pilotlight.verification;

import static io.pilotlight.step.StepHandler.isUnavailable;

import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.secret.JsonSecret;
import io.pilotlight.verification.Finding.Check;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The standby site's secret of a database has what a failover reads there and the application finds there, before it is
 * needed: a password that RDS takes, and the field into which the restored host is written.
 */
final class StandbySecret {

    private StandbySecret() {}

    /** Returns what is wrong ({@code secretsmanager:GetSecretValue}); quotes nothing of the secret. */
    static Optional<Finding> finding(SecretsManagerClient secrets, Database database) {
        try {
            return problem(secrets, database.standby()).map(problem -> critical(database, problem));
        } catch (SdkException failure) {
            return Optional.of(isUnavailable(failure)
                    ? new Finding(Check.NOT_CHECKED, Severity.WARNING, database.name(),
                            "Secrets Manager does not answer, so the standby's secret was not looked at",
                            "Start the state machine verify-backups with {} once it answers")
                    : critical(database, "Secret %s cannot be read: %s".formatted(
                            database.standby().passwordSecretId(), failure.getMessage())));
        }
    }

    private static Optional<String> problem(SecretsManagerClient secrets, DatabaseSite standby) {
        try {
            JsonSecret secret = JsonSecret.read(secrets, standby.passwordSecretId());
            secret.masterPassword(standby.passwordField());
            return standby.hostField().isEmpty() || secret.has(standby.hostField())
                    ? Optional.empty()
                    : Optional.of("Secret %s has no field '%s', in which the plan says that the application finds its host".formatted(
                            standby.passwordSecretId(), standby.hostField()));
        } catch (InvalidSecretException wrong) {
            return Optional.of(wrong.problem());
        }
    }

    private static Finding critical(Database database, String problem) {
        return new Finding(Check.SECRET, Severity.CRITICAL, database.name(), problem,
                "Correct the secret of the standby site, or what the plan says of it: a failover needs it after the restore");
    }
}
