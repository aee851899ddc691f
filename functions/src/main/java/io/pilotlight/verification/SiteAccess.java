package io.pilotlight.verification;

import static io.pilotlight.step.StepHandler.isUnavailable;

import io.pilotlight.instance.EndpointText;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.secret.JsonSecret;
import io.pilotlight.verification.Finding.Check;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * How the application at the idle site gets to a restored database is there before it is needed: a password that RDS
 * takes, and the place for the host, in a form in which a recovery can write it.
 *
 * @param secrets of the idle site's Region
 * @param ssm of that Region
 * @param region the idle site's
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html">DescribeSecret</a>
 */
record SiteAccess(SecretsManagerClient secrets, SsmClient ssm, SiteName idle, String region) {

    /**
     * Returns what is wrong ({@code secretsmanager:GetSecretValue}, and {@code secretsmanager:DescribeSecret} where the host
     * stands in the secret, {@code ssm:GetParameter} where it stands in a parameter); quotes nothing of either.
     */
    Optional<Finding> finding(Database database) {
        DatabaseSite site = database.at(idle);
        return wrong(database, "Secret " + site.passwordSecretId(), () -> inSecret(site))
                .or(() -> wrong(database, "Parameter " + site.endpointParameter(), () -> inParameter(site)));
    }

    private Optional<Finding> wrong(Database database, String place, Supplier<Optional<String>> look) {
        try {
            return look.get().map(problem -> critical(database, problem));
        } catch (SdkException failure) {
            return Optional.of(isUnavailable(failure)
                    ? new Finding(Check.NOT_CHECKED, Severity.WARNING, database.name(),
                            "%s of the %s site was not looked at, because AWS does not answer".formatted(place, idle.inWords()),
                            "Start the state machine verify-backups with {} once it answers")
                    : critical(database, "%s cannot be read: %s".formatted(place, failure.getMessage())));
        }
    }

    private Optional<String> inSecret(DatabaseSite site) {
        try {
            JsonSecret secret = JsonSecret.read(secrets, site.passwordSecretId());
            secret.masterPassword(site.passwordField());
            if (site.hostField().isEmpty()) {
                return Optional.empty();
            }
            if (isReplica(site.passwordSecretId())) {
                return Optional.of(("Secret %s is a replica of another Region's, which cannot be written where it is, and a recovery writes"
                        + " the host into its field '%s'; accepted is a secret of the site's own").formatted(
                                site.passwordSecretId(), site.hostField()));
            }
            String place = "field '%s'".formatted(site.hostField());
            return secret.has(site.hostField())
                    ? unwritable("Secret %s, %s".formatted(site.passwordSecretId(), place), secret.textOrNothing(site.hostField()))
                    : Optional.of("Secret %s has no %s, in which the plan says that the application finds its host".formatted(
                            site.passwordSecretId(), place));
        } catch (InvalidSecretException wrong) {
            return Optional.of(wrong.problem());
        }
    }

    /** Secrets Manager names a primary Region for a secret that is replicated, and the same one for its replicas. */
    private boolean isReplica(String secretId) {
        String primaryRegion = secrets.describeSecret(request -> request.secretId(secretId)).primaryRegion();
        return primaryRegion != null && !primaryRegion.equals(region);
    }

    /** One that is not there yet is made. */
    private Optional<String> inParameter(DatabaseSite site) {
        if (site.endpointParameter().isEmpty()) {
            return Optional.empty();
        }
        try {
            return unwritable("Parameter " + site.endpointParameter(),
                    ssm.getParameter(request -> request.name(site.endpointParameter())).parameter().value());
        } catch (ParameterNotFoundException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> unwritable(String place, String text) {
        return new EndpointText(text).withHost("host").isPresent() ? Optional.empty()
                : Optional.of(place + " is not known to name one host; accepted is nothing, a host name, host:port, or a connection URL with one host");
    }

    private Finding critical(Database database, String problem) {
        return new Finding(Check.ACCESS, Severity.CRITICAL, database.name(), problem,
                "Correct it at the %s site, or what the plan says of it: a recovery needs it after the restore".formatted(idle.inWords()));
    }
}
