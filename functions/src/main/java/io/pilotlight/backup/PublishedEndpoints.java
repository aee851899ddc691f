package io.pilotlight.backup;

import io.pilotlight.instance.EndpointText;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.secret.JsonSecret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * What the application reads to find its databases at one site: parameters, ten a call ({@code ssm:GetParameters}), or
 * fields of secrets ({@code secretsmanager:GetSecretValue}), of which nothing else is kept.
 */
public final class PublishedEndpoints {

    private static final int MOST_NAMES = 10;

    private final SecretsManagerClient secrets;
    private final Map<String, String> parameters;

    private PublishedEndpoints(SecretsManagerClient secrets, Map<String, String> parameters) {
        this.secrets = secrets;
        this.parameters = parameters;
    }

    /** Reads the parameters among them. */
    public static PublishedEndpoints read(SsmClient ssm, SecretsManagerClient secrets, List<DatabaseSite> sites) {
        List<String> distinct = sites.stream()
                .map(DatabaseSite::endpointParameter)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        Map<String, String> values = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += MOST_NAMES) {
            List<String> some = distinct.subList(from, Math.min(from + MOST_NAMES, distinct.size()));
            for (Parameter parameter : ssm.getParameters(request -> request.names(some)).parameters()) {
                values.put(parameter.name(), parameter.value());
            }
        }
        return new PublishedEndpoints(secrets, values);
    }

    /**
     * What stands at the place that the plan names.
     *
     * @param text empty where nothing does
     * @param problem what is wrong with that place, which hinders no backup; empty where nothing is
     */
    public record Published(EndpointText text, String problem) {}

    /** @throws io.pilotlight.secret.InvalidSecretException where that place is in a secret that is no JSON object */
    public Published of(DatabaseSite site) {
        if (site.hostField().isEmpty()) {
            return new Published(new EndpointText(parameters.getOrDefault(site.endpointParameter(), "")), "");
        }
        JsonSecret secret = JsonSecret.read(secrets, site.passwordSecretId());
        return new Published(new EndpointText(secret.textOrNothing(site.hostField())), secret.has(site.hostField()) ? ""
                : "Secret %s has no field '%s', in which the plan says that the application finds its host; the DB instance was found by its name. Correct the secret, or the plan"
                        .formatted(site.passwordSecretId(), site.hostField()));
    }
}
