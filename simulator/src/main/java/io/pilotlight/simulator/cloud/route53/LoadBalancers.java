package io.pilotlight.simulator.cloud.route53;

import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53.model.RRType;

/**
 * The load balancers of all Regions, by their DNS names: what Route 53 answers for their zones and for aliases of them.
 */
public final class LoadBalancers {

    private final List<SimulatedLoadBalancing> regions;

    public LoadBalancers(Collection<SimulatedLoadBalancing> regions) {
        this.regions = List.copyOf(regions);
    }

    /** Returns the addresses of a load balancer that a query of a type is answered with; none where there is no such. */
    public SortedSet<String> addresses(String dnsName, RRType type) {
        return regions.stream()
                .map(region -> type == RRType.AAAA ? region.addressesOfVersion6(dnsName) : region.addresses(dnsName))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(TreeSet::new);
    }

    /** Tells whether a Region has a load balancer with that DNS name, whose own hosted zone is another one. */
    boolean liesOutside(String dnsName, String hostedZoneId) {
        return regions.stream()
                .flatMap(region -> region.hostedZoneOf(dnsName).stream())
                .anyMatch(zone -> !zone.equals(hostedZoneId));
    }

    /** Returns the Region's load balancers among which one has that public address. */
    public Optional<SimulatedLoadBalancing> regionOf(String address) {
        for (SimulatedLoadBalancing region : regions) {
            if (region.dnsNameAt(address).isPresent()) {
                return Optional.of(region);
            }
        }
        return Optional.empty();
    }

    /** Tells whether a load balancer counts as healthy where an alias evaluates its health. */
    boolean isHealthy(String dnsName) {
        return regions.stream().anyMatch(region -> region.isHealthy(dnsName));
    }

    void onHealthChange(Runnable listener) {
        regions.forEach(region -> region.listen((_, _, _, _) -> listener.run()));
    }
}
