package io.pilotlight.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.json.StrictJson;
import io.pilotlight.step.Require;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that a recovery of one application needs to know, one JSON document in SSM Parameter Store of the standby Region.
 *
 * @param application the application's name: 1 to 40 letters, digits and single hyphens
 * @param databases each with DB instances of its own, by whose names its snapshots, restores and restore tests are known
 * @param services at least one of them with a load balancer, to which a public name leads
 */
public record Plan(
        String application,
        Sites sites,
        List<Database> databases,
        List<Service> services,
        Traffic traffic,
        Objectives objectives,
        Retention retention,
        Backup backup,
        Confirmation confirmation,
        Approval approval) {

    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z](-?[A-Za-z0-9]){0,39}");

    public Plan {
        Require.matching("application", application, APPLICATION, "1 to 40 letters, digits and single hyphens");
        Require.notEmpty("databases", databases);
        TrustedRegions.require(sites.standby().region());
        Require.notEmpty("services", services);
        Unique.names("databases", databases, Database::name);
        Unique.names("services", services, Service::name);
        Unique.names("the DB instances of the databases at the primary site", databases,
                database -> database.primary().instanceIdentifier());
        Unique.names("the DB instances of the databases at the standby site", databases.stream()
                .flatMap(database -> Stream.of(database.standby(), database.isolated()))
                .map(DatabaseSite::instanceIdentifier)
                .toList(), Function.identity());
        for (SiteName site : SiteName.values()) {
            // A secret's versions are written whole: two that write one at a time would undo each other's.
            Unique.names("the secrets with a host of a database at the %s site".formatted(site.inWords()), databases.stream()
                    .map(database -> database.at(site))
                    .filter(database -> !database.hostField().isEmpty())
                    .toList(), DatabaseSite::passwordSecretId);
        }
        ArnOfSite.requireIn(sites, databases, services);
        List<String> visited = services.stream().filter(Service::hasPage).map(Service::name).toList();
        if (visited.isEmpty()) {
            throw new IllegalArgumentException("services: none of " + services.stream().map(Service::name).toList()
                    + " has a load balancer; accepted is at least one that a public name can lead to");
        }
        for (DnsRecord record : traffic.records()) {
            if (!visited.contains(record.service())) {
                boolean named = services.stream().anyMatch(service -> service.name().equals(record.service()));
                throw new IllegalArgumentException(
                        "traffic.records: '%s' stands on service '%s', which %s; accepted: %s".formatted(record.name(),
                                record.service(), named ? "has no load balancer" : "services does not name", visited));
            }
        }
        for (Service service : services) {
            if (standsOnOneLoadBalancer(service, traffic)) {
                throw new IllegalArgumentException(
                        "services: both sites of '%s' name the load balancer '%s', between which no public name can be moved; accepted is one for each site"
                                .formatted(service.name(), service.primary().loadBalancerDnsName()));
            }
        }
        for (String control : confirmation.controls()) {
            if (services.stream().filter(Service::hasPage)
                    .anyMatch(service -> hostOf(service.check().url()).equals(hostOf(control)))) {
                throw new IllegalArgumentException(
                        "confirmation.controls: '%s' is the application's own; accepted is what has nothing to do with it"
                                .formatted(control));
            }
        }
        databases = List.copyOf(databases);
        services = List.copyOf(services);
    }

    private static boolean standsOnOneLoadBalancer(Service service, Traffic traffic) {
        return service.primary().loadBalancerDnsName().equalsIgnoreCase(service.standby().loadBalancerDnsName())
                && traffic.records().stream().anyMatch(record -> record.service().equals(service.name()));
    }

    private static String hostOf(String url) {
        return URI.create(url).getHost().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a plan from its JSON document.
     *
     * @throws InvalidPlanException naming the field that is wrong and what is accepted there
     */
    public static Plan parse(String json) {
        try {
            return StrictJson.mapper().readValue(json, Plan.class);
        } catch (JsonProcessingException malformed) {
            throw new InvalidPlanException(StrictJson.explain(malformed), malformed);
        }
    }
}
