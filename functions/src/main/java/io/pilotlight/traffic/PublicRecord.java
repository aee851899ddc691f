package io.pilotlight.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A public name's simple records as they shall be. They are moved as what they are: an alias as an alias, a CNAME as a
 * CNAME, AAAA beside A; what the plan says of the type decides where the name has no record yet.
 */
record PublicRecord(RecordTarget target) {

    String name() {
        return target.record().name();
    }

    String hostedZoneId() {
        return target.record().hostedZoneId();
    }

    /** Says why a record set of the name is not moved; empty where it may be. */
    Optional<String> obstacle(ResourceRecordSet found) {
        if (RoutingPolicy.of(found) != RoutingPolicy.SIMPLE) {
            return Optional.of("it has " + RoutingPolicy.describe(found));
        }
        Destination destination = new Destination(found);
        return destination.isLoadBalancer(target.loadBalancerDnsName())
                        || destination.isLoadBalancer(target.otherLoadBalancerDnsName())
                ? Optional.empty()
                : Optional.of("it leads to %s, which is neither site's load balancer".formatted(destination.inWords()));
    }

    /**
     * Returns the record sets that are still to be written, so that every visitor is led to the target.
     *
     * @param found the record sets that lead the name's visitors now
     * @throws RecordNotSimpleException where they follow a routing policy
     * @throws RecordElsewhereException where one leads to neither site
     */
    List<ResourceRecordSet> toWrite(List<ResourceRecordSet> found) {
        List<ResourceRecordSet> toWrite = new ArrayList<>();
        for (ResourceRecordSet record : found) {
            obstacle(record).ifPresent(obstacle -> refuse(record, obstacle));
            if (!isMet(record)) {
                toWrite.add(wanted(record.type()));
            }
        }
        if (found.stream().noneMatch(record -> record.type() != RRType.AAAA)) {
            toWrite.add(wanted(typeOfNew(found)));
        }
        return toWrite;
    }

    private void refuse(ResourceRecordSet record, String obstacle) {
        throw record.setIdentifier() == null
                ? new RecordElsewhereException(name(), record.typeAsString(), hostedZoneId(), obstacle)
                : new RecordNotSimpleException(name(), hostedZoneId(), obstacle);
    }

    private boolean isMet(ResourceRecordSet record) {
        boolean alias = record.aliasTarget() != null;
        return new Destination(record).isLoadBalancer(target.loadBalancerDnsName())
                && (!alias || record.aliasTarget().hostedZoneId().equals(target.loadBalancerHostedZoneId()));
    }

    /** A CNAME stands beside nothing else. */
    private RRType typeOfNew(List<ResourceRecordSet> found) {
        return found.isEmpty() ? target.typeOfNew() : RRType.A;
    }

    /** A simple record has no other answer to give, and the standby's targets were healthy before this is called. */
    private ResourceRecordSet wanted(RRType type) {
        return target.recordSet(type).build();
    }
}
