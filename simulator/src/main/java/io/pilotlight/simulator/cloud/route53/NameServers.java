package io.pilotlight.simulator.cloud.route53;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

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
    /** What CloudFront answers with, which is nothing of the application's. */
    private static final String EDGE = "203.0.113.40";

    private final CloudContext context;
    private final LoadBalancers loadBalancers;
    private final Predicate<String> isHealthy;
    private final Routing routing;
    private final Map<String, HostedZoneRecords> zones = new LinkedHashMap<>();
    private final Map<String, String> answered = new HashMap<>();

    /** @param isHealthy the status of a health check by its ID, as the name servers go by it */
    NameServers(CloudContext context, LoadBalancers loadBalancers, Predicate<String> isHealthy) {
        this.context = context;
        this.loadBalancers = loadBalancers;
        this.isHealthy = isHealthy;
        this.routing = new Routing(this::isHealthy, context.timeline().random("route53.answers"));
        loadBalancers.onHealthChange(this::noteAnswers);
        context.faults().onRegionChange(_ -> noteAnswers());
    }

    /** A private zone is answered inside of its own networks alone, which nobody asks from here. */
    void publish(HostedZoneRecords zone, TreeMap<HostedZoneRecords.Key, ResourceRecordSet> records) {
        if (zone.isPrivate()) {
            return;
        }
        zones.computeIfAbsent(zone.id(), id -> new HostedZoneRecords(id, zone.name(), false)).replaceWith(records);
        noteAnswers();
    }

    /** Answers a query; empty where there is no such record. */
    Optional<DnsAnswer> answer(String name, RRType type) {
        return answer(DomainName.plain(name), type, LONGEST_CHAIN);
    }

    /** Writes down every name whose answer, to clients of either kind, leads to another load balancer than before. */
    void noteAnswers() {
        for (HostedZoneRecords zone : zones.values()) {
            zone.records().keySet().stream().map(HostedZoneRecords.Key::name).distinct().forEach(name -> {
                noteAnswer(name, name, RRType.A);
                noteAnswer(name, name + " (AAAA)", RRType.AAAA);
            });
        }
    }

    private void noteAnswer(String name, String told, RRType type) {
        answer(name, type).flatMap(DnsAnswer::loadBalancerDnsName).ifPresent(loadBalancer -> {
            if (!loadBalancer.equals(answered.put(told, loadBalancer))) {
                context.journal().add(new JournalEvent.AnswerChanged(context.timeline().now(), told, loadBalancer));
            }
        });
    }

    private Optional<DnsAnswer> answer(String name, RRType type, int hops) {
        List<ResourceRecordSet> named = zoneOf(name).map(zone -> zone.answering(name)).orElse(List.of());
        List<ResourceRecordSet> asked = named.stream().filter(record -> record.type() == type).toList();
        List<ResourceRecordSet> group = asked.isEmpty()
                ? named.stream().filter(record -> record.type() == RRType.CNAME).toList()
                : asked;
        return group.isEmpty()
                ? Optional.empty()
                : routing.choose(group).stream().map(record -> read(record, type, hops)).reduce(DnsAnswer::and);
    }

    /** The one whose name is the longest: a query goes to whom a subdomain was delegated. */
    private Optional<HostedZoneRecords> zoneOf(String name) {
        return zones.values().stream()
                .filter(zone -> zone.holds(name))
                .max(Comparator.comparing(zone -> zone.name().length()));
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
                Optional.of(loadBalancer).filter(name -> !loadBalancers.addresses(name, type).isEmpty()));
    }

    private DnsAnswer alias(String target, RRType type, int hops) {
        SortedSet<String> addresses = loadBalancers.addresses(target, type);
        if (!addresses.isEmpty()) {
            return new DnsAnswer(Optional.empty(), List.copyOf(addresses), ALIAS_TTL, Optional.of(target));
        }
        if (target.endsWith(AliasTargets.CLOUD_FRONT) && type == RRType.A) {
            return new DnsAnswer(Optional.empty(), List.of(EDGE), ALIAS_TTL, Optional.empty());
        }
        return (hops == 0 ? Optional.<DnsAnswer>empty() : answer(target, type, hops - 1))
                .orElseGet(() -> new DnsAnswer(Optional.empty(), List.of(), ALIAS_TTL, Optional.empty()));
    }
}
