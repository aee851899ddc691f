package io.pilotlight.traffic;

import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Where a record set leads, as Route 53 lists it. */
record Destination(ResourceRecordSet record) {

    private static final String CLOUD_FRONT = ".cloudfront.net";

    /** Tells whether it leads to a load balancer and nowhere else, by an alias or by a CNAME. */
    boolean isLoadBalancer(String dnsName) {
        return single().filter(name -> new DomainName(name).isLoadBalancer(dnsName)).isPresent();
    }

    private Optional<String> single() {
        if (record.aliasTarget() != null) {
            return Optional.of(record.aliasTarget().dnsName());
        }
        return record.resourceRecords().size() == 1
                ? Optional.of(record.resourceRecords().getFirst().value()) : Optional.empty();
    }

    /** Names it, such as {@code d111111abcdef8.cloudfront.net, a CloudFront distribution}. */
    String inWords() {
        String names = single().map(name -> new DomainName(name).value())
                .orElseGet(() -> record.resourceRecords().stream()
                        .map(ResourceRecord::value).collect(Collectors.joining(", ")));
        return names.endsWith(CLOUD_FRONT) ? names + ", a CloudFront distribution" : names;
    }
}
