package io.pilotlight.traffic;

import io.pilotlight.step.Require;

/**
 * @param name the public name
 * @param loadBalancerDnsName the load balancer whose addresses the public name must answer with
 */
public record CheckAnswerInput(String name, String loadBalancerDnsName) {

    public CheckAnswerInput {
        Require.text("name", name);
        Require.text("loadBalancerDnsName", loadBalancerDnsName);
    }
}
