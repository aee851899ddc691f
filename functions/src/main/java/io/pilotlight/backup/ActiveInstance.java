package io.pilotlight.backup;

import io.pilotlight.instance.EndpointText;
import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.instance.RegionInstances;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The DB instance that the application writes to: the one to back up. */
public sealed interface ActiveInstance {

    /** It is known. */
    record Found(String identifier) implements ActiveInstance {}

    /** It is not, and another must not be taken for it: its snapshots would pass for recovery points. */
    record Unknown(String reason) implements ActiveInstance {}

    /**
     * Finds it among the instances of its Region: the one whose endpoint the application reads;
     * and where it reads no RDS endpoint, the only one that bears the plan's name or was restored for it.
     *
     * @param endpoint what the application reads, alone or in a connection URL; empty where there is none
     */
    static ActiveInstance of(String base, EndpointText endpoint, RegionInstances instances) {
        List<DBInstance> published = instances.instances().stream()
                .filter(instance -> instance.endpoint() != null && instance.endpoint().address() != null)
                .filter(instance -> endpoint.names(instance.endpoint().address()))
                .toList();
        if (published.size() > 1) {
            return new Unknown("the endpoint that the application reads names several DB instances: %s".formatted(names(published)));
        }
        if (published.size() == 1) {
            String identifier = published.getFirst().dbInstanceIdentifier();
            return InstanceTags.of(published.getFirst().tagList()).restoreTest().isEmpty()
                    ? new Found(identifier)
                    : new Unknown("the endpoint that the application reads is that of %s, which a restore test removes again"
                            .formatted(identifier));
        }
        if (endpoint.namesRds()) {
            return new Unknown(endpoint.bareHost()
                    .map("no DB instance has the endpoint %s, which the application reads"::formatted)
                    .orElse("no DB instance has the endpoint that the application reads; what it reads is " + endpoint));
        }
        List<String> named = instances.instances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> InstanceName.isOf(base, name))
                .sorted()
                .toList();
        return switch (named.size()) {
            case 0 -> new Unknown("there is no DB instance %s, nor one that was restored for it".formatted(base));
            case 1 -> new Found(named.getFirst());
            default -> new Unknown("the DB instances %s may all be it, and the endpoint that the application reads is none of theirs"
                    .formatted(String.join(", ", named)));
        };
    }

    private static String names(List<DBInstance> instances) {
        return String.join(", ", instances.stream().map(DBInstance::dbInstanceIdentifier).sorted().toList());
    }
}
