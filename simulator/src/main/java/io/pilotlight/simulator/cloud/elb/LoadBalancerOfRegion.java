package io.pilotlight.simulator.cloud.elb;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** A load balancer: its description, its public addresses, and the target group of each listener. */
record LoadBalancerOfRegion(LoadBalancer description, SortedSet<String> addresses, List<String> targetGroupArns) {

    LoadBalancerOfRegion(LoadBalancer description, SortedSet<String> addresses) {
        this(description, addresses, new ArrayList<>());
    }
}
