package io.pilotlight.backup;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.instance.RegionInstances;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The DB instance that the application writes to: the one to back up. */
sealed interface ActiveInstance {

    /** It is known. */
    record Found(String identifier) implements ActiveInstance {}

    /** It is not, and another must not be taken for it: its snapshots would pass for recovery points. */
    record Unknown(String reason) implements ActiveInstance {}

    /**
     * Finds it among the instances of its Region: the one whose endpoint the application reads from the site's parameter;
     * and where the parameter names no RDS endpoint, the only one that bears the plan's name or was restored for it.
     *
     * @param endpoint what the parameter holds, empty where there is none
     */
    static ActiveInstance of(String base, String endpoint, RegionInstances instances) {
        Optional<DBInstance> published = instances.instances().stream()
                .filter(instance -> instance.endpoint() != null && endpoint.equalsIgnoreCase(instance.endpoint().address()))
                .findFirst();
        if (published.isPresent()) {
            String identifier = published.get().dbInstanceIdentifier();
            return InstanceTags.of(published.get().tagList()).restoreTest().isEmpty()
                    ? new Found(identifier)
                    : new Unknown("the endpoint that the application reads is that of %s, which a restore test removes again"
                            .formatted(identifier));
        }
        if (isRdsEndpoint(endpoint)) {
            return new Unknown("no DB instance has the endpoint %s, which the application reads".formatted(endpoint));
        }
        List<String> named = instances.instances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> InstanceName.isOf(base, name))
                .sorted()
                .toList();
        return switch (named.size()) {
            case 0 -> new Unknown("there is no DB instance %s, nor one that was restored for it".formatted(base));
            case 1 -> new Found(named.getFirst());
            default -> new Unknown("the DB instances %s may all be it, and the endpoint's parameter names none of them"
                    .formatted(String.join(", ", named)));
        };
    }

    private static boolean isRdsEndpoint(String endpoint) {
        return endpoint.toLowerCase(Locale.ROOT).matches(".*\\.rds\\.amazonaws\\.com(\\.cn)?");
    }
}
