package io.pilotlight.traffic;

import io.pilotlight.plan.SiteName;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * The failover pair of a public name as it shall be, one for each type that the name has: the primary's record with the
 * health check that says that the primary is active, and the standby's without one, so that it always answers. Neither
 * looks at the health of its load balancer: until a recovery the standby is empty, and ill health moves nothing.
 *
 * <p>A pair that is there keeps its set identifiers.
 */
record FailoverPair(PublicName name, String healthCheckId) {

    /**
     * Returns the changes that make it out of what is there, in an order in which Route 53 takes them in one batch:
     * beside a simple record it refuses another one.
     */
    List<Change> changes(List<ResourceRecordSet> found) {
        return RecordChanges.from(found, wanted(found));
    }

    private List<ResourceRecordSet> wanted(List<ResourceRecordSet> found) {
        SequencedSet<RRType> types = found.stream().map(ResourceRecordSet::type)
                .collect(Collectors.toCollection(TreeSet::new));
        if (types.isEmpty()) {
            types.add(name.towards(SiteName.PRIMARY).typeOfNew());
        }
        List<ResourceRecordSet> wanted = new ArrayList<>();
        for (RRType type : types) {
            List<ResourceRecordSet> group = found.stream().filter(record -> record.type() == type).toList();
            wanted.add(member(type, SiteName.PRIMARY, ResourceRecordSetFailover.PRIMARY, "primary", group)
                    .healthCheckId(healthCheckId).build());
            wanted.add(member(type, SiteName.STANDBY, ResourceRecordSetFailover.SECONDARY, "standby", group).build());
        }
        return wanted;
    }

    private ResourceRecordSet.Builder member(
            RRType type, SiteName site, ResourceRecordSetFailover failover, String newIdentifier,
            List<ResourceRecordSet> group) {
        String identifier = group.stream()
                .filter(record -> record.failover() == failover)
                .map(ResourceRecordSet::setIdentifier)
                .findFirst()
                .orElse(newIdentifier);
        return name.towards(site).recordSet(type).failover(failover).setIdentifier(identifier);
    }
}
