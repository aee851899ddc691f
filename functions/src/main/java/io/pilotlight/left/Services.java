package io.pilotlight.left;

import io.pilotlight.aws.Regional;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.scaling.EcsServices;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/** The application's services at both sites, which nothing but a look at Amazon ECS knows for certain. */
record Services(Regional<EcsClient> ecs, Plan plan, Direction direction) {

    /**
     * Tells whether each service with a page runs at the active site, and none, wanted or running, is at the other
     * ({@code ecs:DescribeServices} once a service and site).
     */
    boolean areOnlyAtTheActiveSite() {
        EcsClient active = ecs.in(direction.sourceRegion());
        EcsClient idle = ecs.in(direction.targetRegion());
        return plan.services().stream().allMatch(service ->
                (!service.hasPage() || EcsServices.findAny(active, service.at(direction.active())).filter(found -> found.runningCount() > 0).isPresent())
                        && EcsServices.findAny(idle, service.at(direction.active().other())).filter(Services::isAwake).isEmpty());
    }

    private static boolean isAwake(Service service) {
        return service.desiredCount() + service.runningCount() + service.pendingCount() > 0;
    }
}
