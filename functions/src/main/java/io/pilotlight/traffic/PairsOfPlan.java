package io.pilotlight.traffic;

import io.pilotlight.plan.Plan;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TrafficMode;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.CloudWatchRegion;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;

/** The failover pairs of a plan's public names, made of what is there. */
record PairsOfPlan(Plan plan, Route53Client route53, String healthCheckId, String alarm) {

    PreparedChanges prepare() {
        if (plan.traffic().mode() == TrafficMode.RECORD || healthCheckId.isEmpty()) {
            return PreparedChanges.refused("the plan moves traffic by RECORD, which takes the simple records as they are");
        }
        ZoneChange.Gathering changes = new ZoneChange.Gathering(route53);
        for (PublicName name : PublicName.of(plan)) {
            NameDefects defects = new NameDefects(name.record().name());
            Optional<List<ResourceRecordSet>> found = new ZoneOfName(route53, name.record()).leading(defects);
            if (found.isEmpty()) {
                return PreparedChanges.refused("%s: %s".formatted(
                        name.record().name(), defects.findings().getFirst().problem()));
            }
            Optional<String> obstacle = found.get().stream().flatMap(record -> obstacle(name, record).stream()).findFirst();
            if (obstacle.isPresent()) {
                return PreparedChanges.refused(obstacle.get());
            }
            changes.add(name.record(), found.get(), new FailoverPair(name, healthCheckId).changes(found.get()));
        }
        return new PreparedChanges(Optional.empty(), mendHealthCheck(), changes.zones());
    }

    /** Only where visitors are led to the primary now is nobody moved. */
    private static Optional<String> obstacle(PublicName name, ResourceRecordSet found) {
        RoutingPolicy policy = RoutingPolicy.of(found);
        boolean answers = policy == RoutingPolicy.SIMPLE || found.failover() == ResourceRecordSetFailover.PRIMARY;
        String record = "%s %s".formatted(name.record().name(), found.typeAsString());
        if (policy != RoutingPolicy.SIMPLE && policy != RoutingPolicy.FAILOVER) {
            return Optional.of("%s has %s; make it one simple record at the primary's load balancer first"
                    .formatted(record, RoutingPolicy.describe(found)));
        }
        return answers && name.siteOf(found).filter(SiteName.PRIMARY::equals).isEmpty()
                ? Optional.of(("%s leads visitors to %s, which is not the primary's load balancer; lead it there first, or"
                        + " correct the plan").formatted(record, new Destination(found).inWords()))
                : Optional.empty();
    }

    private Optional<UpdateHealthCheckRequest> mendHealthCheck() {
        return StandbyActiveCheck.of(plan, route53).defect(healthCheckId).map(_ -> UpdateHealthCheckRequest.builder()
                .healthCheckId(healthCheckId)
                .alarmIdentifier(identifier -> identifier.name(alarm)
                        .region(CloudWatchRegion.fromValue(plan.sites().standby().region())))
                .insufficientDataHealthStatus(InsufficientDataHealthStatus.LAST_KNOWN_STATUS)
                .disabled(false)
                .inverted(false)
                .build());
    }
}
