package io.pilotlight.plan;

import io.pilotlight.step.Require;

/**
 * What an ECS service is at one site while that site is active.
 *
 * @param cluster the ECS cluster's name or ARN
 * @param service the ECS service's name
 * @param desiredCount how many tasks run while the site is active
 * @param minimumCapacity the scalable target's lower bound while the site is active
 * @param maximumCapacity the scalable target's upper bound while the site is active
 * @param targetGroupArn the load balancer's target group
 * @param loadBalancerDnsName the load balancer's own DNS name
 * @param loadBalancerHostedZoneId the load balancer's own hosted zone, for an alias record
 */
public record ServiceSite(
        String cluster,
        String service,
        int desiredCount,
        int minimumCapacity,
        int maximumCapacity,
        String targetGroupArn,
        String loadBalancerDnsName,
        String loadBalancerHostedZoneId) {

    private static final int MOST_TASKS = 5000;

    public ServiceSite {
        Require.between("minimumCapacity", minimumCapacity, 1, MOST_TASKS);
        Require.between("desiredCount", desiredCount, minimumCapacity, MOST_TASKS);
        Require.between("maximumCapacity", maximumCapacity, desiredCount, MOST_TASKS);
    }
}
