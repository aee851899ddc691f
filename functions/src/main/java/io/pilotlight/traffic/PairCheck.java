package io.pilotlight.traffic;

import io.pilotlight.plan.SiteName;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** Whether a switch in mode {@code HEALTH_CHECK} would move a public name: whether each of its types is a sound pair. */
record PairCheck(PublicName name, StandbyActiveCheck check) {

    private static final String PREPARE = "Start the state machine prepare-traffic with {} to see what it would change, and with"
            + " {\"apply\": true} to let it do so";
    private static final String BY_HAND = "Decide what shall stand there, and make it one simple record at the primary's load"
            + " balancer; then start the state machine prepare-traffic with {}";

    void judge(List<ResourceRecordSet> found, NameDefects defects) {
        if (found.isEmpty()) {
            defects.critical("", "it has no A, AAAA or CNAME record of its own, so no failover moves it", PREPARE);
        }
        found.stream().map(ResourceRecordSet::type).distinct().forEach(type -> judgeGroup(
                type.toString(), found.stream().filter(record -> record.type() == type).toList(), defects));
        RecordCheck.judgeType(name, found, defects);
    }

    private void judgeGroup(String type, List<ResourceRecordSet> group, NameDefects defects) {
        ResourceRecordSet first = group.getFirst();
        switch (RoutingPolicy.of(first)) {
            case SIMPLE -> name.siteOf(first).ifPresentOrElse(
                    site -> defects.critical(type, "it is a simple record at %s and no failover pair, so no failover moves it"
                            .formatted(site), PREPARE),
                    () -> defects.critical(type, "it is no failover pair, and leads to %s, which is neither site's load balancer"
                            .formatted(new Destination(first).inWords()), BY_HAND));
            case FAILOVER -> {
                judgeMember(type, group, ResourceRecordSetFailover.PRIMARY, SiteName.PRIMARY, defects);
                judgeMember(type, group, ResourceRecordSetFailover.SECONDARY, SiteName.STANDBY, defects);
            }
            case WEIGHTED, LATENCY, GEOLOCATION, MULTIVALUE, OTHER -> defects.critical(type,
                    "it has %s, so no failover moves it".formatted(RoutingPolicy.describe(first)), BY_HAND);
        }
    }

    private void judgeMember(String type, List<ResourceRecordSet> group, ResourceRecordSetFailover failover, SiteName site,
            NameDefects defects) {
        String of = "%s %s".formatted(type, failover);
        Optional<ResourceRecordSet> member = group.stream().filter(record -> record.failover() == failover).findFirst();
        if (member.isEmpty()) {
            defects.critical(of, "the failover pair has no such record", PREPARE);
            return;
        }
        if (!new Destination(member.get()).isLoadBalancer(name.at(site).loadBalancerDnsName())) {
            defects.critical(of, "it leads to %s, and not to the load balancer of %s".formatted(
                    new Destination(member.get()).inWords(), site), PREPARE);
        }
        if (member.get().aliasTarget() != null && Boolean.TRUE.equals(member.get().aliasTarget().evaluateTargetHealth())) {
            defects.critical(of, "it evaluates its target's health, so that traffic moves although nobody decided so", PREPARE);
        }
        judgeHealthCheck(of, member.get().healthCheckId(), site, defects);
    }

    private void judgeHealthCheck(String of, String healthCheck, SiteName site, NameDefects defects) {
        if (site == SiteName.STANDBY) {
            if (healthCheck != null) {
                defects.critical(of, "it has health check %s; where that fails, a failover moves nobody".formatted(healthCheck), PREPARE);
            }
        } else if (healthCheck == null) {
            defects.critical(of, "no health check is attached to it, so it answers for ever and no failover moves it", PREPARE);
        } else {
            check.defect(healthCheck).ifPresent(defect -> defects.critical(
                    of, "its health check %s would not move it: %s".formatted(healthCheck, defect), PREPARE));
        }
    }
}
