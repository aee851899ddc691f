package io.pilotlight.scaling;

import io.pilotlight.plan.ServiceSite;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Service;

/** Looks up the ECS service of a site ({@code ecs:DescribeServices}). */
public final class EcsServices {

    private static final String INACTIVE = "INACTIVE";
    private static final String ACTIVE = "ACTIVE";

    private EcsServices() {}

    /** Finds the service, {@code ACTIVE} or {@code DRAINING}; empty where it, or its cluster, is not there. */
    public static Optional<Service> find(EcsClient ecs, ServiceSite site) {
        try {
            return ecs.describeServices(request -> request.cluster(site.cluster()).services(site.service()))
                    .services().stream()
                    .filter(service -> !INACTIVE.equals(service.status()))
                    .findFirst();
        } catch (ClusterNotFoundException _) {
            return Optional.empty();
        }
    }

    /**
     * Returns the service where it is {@code ACTIVE}.
     *
     * @param region the client's Region, for the message
     * @throws ServiceNotThereException where there is none
     */
    public static Service active(EcsClient ecs, String region, ServiceSite site) {
        return find(ecs, site)
                .filter(service -> ACTIVE.equals(service.status()))
                .orElseThrow(() -> new ServiceNotThereException(region, site));
    }
}
