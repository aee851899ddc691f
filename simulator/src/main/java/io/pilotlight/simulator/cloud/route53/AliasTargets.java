package io.pilotlight.simulator.cloud.route53;

import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What Route 53 refuses of an alias's target.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html">AliasTarget</a>
 */
final class AliasTargets {

    /** How the name of each CloudFront distribution ends; all of them lie in one hosted zone. */
    static final String CLOUD_FRONT = ".cloudfront.net";
    private static final String CLOUD_FRONT_ZONE = "Z2FDTNDATAQYW2";

    private final HostedZoneRecords zone;
    private final LoadBalancers loadBalancers;

    AliasTargets(HostedZoneRecords zone, LoadBalancers loadBalancers) {
        this.zone = zone;
        this.loadBalancers = loadBalancers;
    }

    /** @param records the zone's records as they will be */
    Optional<String> problem(ResourceRecordSet record, Collection<ResourceRecordSet> records) {
        AliasTarget alias = record.aliasTarget();
        String target = DomainName.plain(alias.dnsName());
        if (target.endsWith(CLOUD_FRONT)) {
            return alias.hostedZoneId().equals(CLOUD_FRONT_ZONE)
                    ? Optional.empty()
                    : Optional.of(refused(record, target, "the alias target name does not lie within the target zone"));
        }
        if (alias.hostedZoneId().equals(zone.id())) {
            return records.stream().anyMatch(other -> DomainName.plain(other.name()).equals(target)
                            && other.type() == record.type())
                    ? Optional.empty()
                    : Optional.of(refused(record, target, "that target was not found"));
        }
        return loadBalancers.liesOutside(DomainName.loadBalancer(target), alias.hostedZoneId())
                ? Optional.of(refused(record, target, "the alias target name does not lie within the target zone"))
                : Optional.empty();
    }

    private static String refused(ResourceRecordSet record, String target, String why) {
        RRType type = record.type();
        return "Tried to create an alias that targets %s., type %s in zone %s, but %s".formatted(
                target, type, record.aliasTarget().hostedZoneId(), why);
    }
}
