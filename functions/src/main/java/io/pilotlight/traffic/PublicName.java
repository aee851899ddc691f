package io.pilotlight.traffic;

import io.pilotlight.plan.DnsRecord;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A public name of the plan, and what its service is at both sites. */
record PublicName(DnsRecord record, ServiceSite primary, ServiceSite standby) {

    static List<PublicName> of(Plan plan) {
        return plan.traffic().records().stream()
                .map(record -> plan.services().stream()
                        .filter(service -> service.name().equals(record.service()))
                        .map(service -> new PublicName(record, service.primary(), service.standby()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    ServiceSite at(SiteName site) {
        return site == SiteName.PRIMARY ? primary : standby;
    }

    /** Returns the site on whose load balancer a record set stands; empty where that is neither's. */
    Optional<SiteName> siteOf(ResourceRecordSet found) {
        return Stream.of(SiteName.values())
                .filter(site -> new Destination(found).isLoadBalancer(at(site).loadBalancerDnsName()))
                .findFirst();
    }

    /** Returns what it is for a switch to a site. */
    RecordTarget towards(SiteName site) {
        return new RecordTarget(record, at(site).loadBalancerDnsName(), at(site).loadBalancerHostedZoneId(),
                at(site.other()).loadBalancerDnsName());
    }
}
