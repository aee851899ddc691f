package io.pilotlight.simulator.cloud.route53;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * Route 53's data plane: answers from the records that have reached it, by the status of the health checks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html">How
 *     Route 53 chooses records when health checking is configured</a>
 */
final class NameServers {

    /** The TTL of an alias of a load balancer, which nobody can set. */
    private static final Duration ALIAS_TTL = Duration.ofSeconds(60);
    private static final int LONGEST_CHAIN = 8;

    private final CloudContext context;
    private final LoadBalancers loadBalancers;
    private final Predicate<String> isHealthy;
    private final Map<String, HostedZoneRecords> zones = new LinkedHashMap<>();
    private final Map<String, String> answered = new HashMap<>();

    /** @param isHealthy the status of a health check by its ID, as the name servers go by it */
    NameServers(CloudContext context, LoadBalancers loadBalancers, Predicate<String> isHealthy) {
        this.context = context;
        this.loadBalancers = loadBalancers;
        this.isHealthy = isHealthy;
        loadBalancers.onHealthChange(this::noteAnswers);
        context.faults().onRegionChange(_ -> noteAnswers());
    }

    void publish(HostedZoneRecords zone, TreeMap<HostedZoneRecords.Key, ResourceRecordSet> records) {
        zones.computeIfAbsent(zone.id(), id -> new HostedZoneRecords(id, zone.name())).replaceWith(records);
        noteAnswers();
    }

    /** Answers a query; empty where there is no such record. */
    Optional<DnsAnswer> answer(String name, RRType type) {
        return answer(DomainName.plain(name), type, LONGEST_CHAIN);
    }

    /** Writes down every name whose answer leads to another load balancer than before. */
    void noteAnswers() {
        for (HostedZoneRecords zone : zones.values()) {
            zone.records().keySet().stream().map(HostedZoneRecords.Key::name).distinct().forEach(name ->
                    answer(name, RRType.A).flatMap(DnsAnswer::loadBalancerDnsName).ifPresent(loadBalancer -> {
                        if (!loadBalancer.equals(answered.put(name, loadBalancer))) {
                            context.journal().add(
                                    new JournalEvent.AnswerChanged(context.timeline().now(), name, loadBalancer));
                        }
                    }));
        }
    }

    private Optional<DnsAnswer> answer(String name, RRType type, int hops) {
        List<ResourceRecordSet> named = zones.values().stream()
                .filter(zone -> zone.holds(name))
                .flatMap(zone -> zone.of(name).stream())
                .toList();
        List<ResourceRecordSet> asked = named.stream().filter(record -> record.type() == type).toList();
        List<ResourceRecordSet> group = asked.isEmpty()
                ? named.stream().filter(record -> record.type() == RRType.CNAME).toList()
                : asked;
        return group.isEmpty() ? Optional.empty() : Optional.of(read(choose(group), type, hops));
    }

    /**
     * The primary where it is healthy, else the secondary where that is healthy, else the primary again; a record
     * without a health check is always healthy.
     */
    private ResourceRecordSet choose(List<ResourceRecordSet> group) {
        Optional<ResourceRecordSet> primary = failover(group, ResourceRecordSetFailover.PRIMARY);
        Optional<ResourceRecordSet> secondary = failover(group, ResourceRecordSetFailover.SECONDARY);
        return primary.filter(this::isHealthy)
                .or(() -> secondary.filter(this::isHealthy))
                .or(() -> primary)
                .orElse(group.getFirst());
    }

    private static Optional<ResourceRecordSet> failover(
            List<ResourceRecordSet> group, ResourceRecordSetFailover failover) {
        return group.stream().filter(record -> record.failover() == failover).findFirst();
    }

    private boolean isHealthy(ResourceRecordSet record) {
        boolean checked = record.healthCheckId() == null || isHealthy.test(record.healthCheckId());
        return checked && (record.aliasTarget() == null
                || !Boolean.TRUE.equals(record.aliasTarget().evaluateTargetHealth())
                || loadBalancers.isHealthy(DomainName.loadBalancer(record.aliasTarget().dnsName())));
    }

    private DnsAnswer read(ResourceRecordSet record, RRType type, int hops) {
        if (record.aliasTarget() != null) {
            return alias(DomainName.loadBalancer(record.aliasTarget().dnsName()), type, hops);
        }
        Duration ttl = Duration.ofSeconds(record.ttl());
        List<String> values = record.resourceRecords().stream().map(ResourceRecord::value).toList();
        if (record.type() != RRType.CNAME) {
            return new DnsAnswer(Optional.empty(), values, ttl, Optional.empty());
        }
        String target = DomainName.plain(values.getFirst());
        String loadBalancer = DomainName.loadBalancer(target);
        return new DnsAnswer(Optional.of(target), List.of(), ttl,
                Optional.of(loadBalancer).filter(name -> loadBalancers.addresses(name).isPresent()));
    }

    private DnsAnswer alias(String target, RRType type, int hops) {
        return loadBalancers.addresses(target)
                .map(addresses -> new DnsAnswer(
                        Optional.empty(), List.copyOf(addresses), ALIAS_TTL, Optional.of(target)))
                .or(() -> hops == 0 ? Optional.empty() : answer(target, type, hops - 1))
                .orElseGet(() -> new DnsAnswer(Optional.empty(), List.of(), ALIAS_TTL, Optional.empty()));
    }
}
