package io.pilotlight.simulator.cloud.route53;

import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The load balancers of all Regions, by their DNS names: what Route 53 answers for their zones and for aliases of them.
 */
public final class LoadBalancers {

    private final List<SimulatedLoadBalancing> regions;

    public LoadBalancers(Collection<SimulatedLoadBalancing> regions) {
        this.regions = List.copyOf(regions);
    }

    /** Returns the addresses of a load balancer; empty where no Region has one of that name. */
    public Optional<SortedSet<String>> addresses(String dnsName) {
        for (SimulatedLoadBalancing region : regions) {
            Optional<SortedSet<String>> addresses = region.addresses(dnsName);
            if (addresses.isPresent()) {
                return addresses;
            }
        }
        return Optional.empty();
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
