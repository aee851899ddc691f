package io.pilotlight.simulator.cloud.elb;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** A load balancer: its description, its public addresses, and the target group of each listener. */
record LoadBalancerOfRegion(LoadBalancer description, SortedSet<String> addresses, List<String> targetGroupArns) {

    LoadBalancerOfRegion(LoadBalancer description, SortedSet<String> addresses) {
        this(description, addresses, new ArrayList<>());
    }

    /** One for each address of its own, out of the block that is set aside for tests of networks, 2001:2::/48. */
    SortedSet<String> addressesOfVersion6() {
        return addresses.stream()
                .map(address -> address.split("\\."))
                .map(part -> "2001:2:0:%s:0:0:%s:%s".formatted(part[1], part[2], part[3]))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
