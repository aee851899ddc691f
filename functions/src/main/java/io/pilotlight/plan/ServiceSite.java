package io.pilotlight.plan;

import io.pilotlight.json.Blank;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an ECS service is at one site while that site is active. One that nobody visits, such as a worker, has no load
 * balancer: its target group, and its load balancer's name and hosted zone are empty.
 *
 * @param cluster the ECS cluster's name or ARN
 * @param service the ECS service's name
 * @param desiredCount how many tasks run while the site is active
 * @param minimumCapacity the scalable target's lower bound while the site is active
 * @param maximumCapacity the scalable target's upper bound while the site is active
 * @param targetGroupArn the load balancer's target group
 * @param alternatives what to do where AWS has no capacity for the tasks, in this order
 * @param loadBalancerDnsName the load balancer's own DNS name
 * @param loadBalancerHostedZoneId the load balancer's own hosted zone, for an alias record
 */
public record ServiceSite(
        String cluster,
        String service,
        int desiredCount,
        int minimumCapacity,
        int maximumCapacity,
        @MayBeEmpty String targetGroupArn,
        List<TaskCapacity> alternatives,
        @MayBeEmpty String loadBalancerDnsName,
        @MayBeEmpty String loadBalancerHostedZoneId) {

    static final int MOST_TASKS = 5000;
    private static final int MOST_ALTERNATIVES = 6;

    public ServiceSite {
        Require.between("minimumCapacity", minimumCapacity, 1, MOST_TASKS);
        Require.between("desiredCount", desiredCount, minimumCapacity, MOST_TASKS);
        Require.between("maximumCapacity", maximumCapacity, desiredCount, MOST_TASKS);
        Require.between("the number of alternatives", alternatives.size(), 0, MOST_ALTERNATIVES);
        for (TaskCapacity alternative : alternatives) {
            Require.between("enoughTasks of an alternative", alternative.enoughTasks(), 1, desiredCount);
        }
        requireAllOrNone(targetGroupArn, loadBalancerDnsName, loadBalancerHostedZoneId);
        alternatives = List.copyOf(alternatives);
        Unique.names("alternatives", capacities(desiredCount, alternatives), TaskCapacity::toString);
    }

    private static void requireAllOrNone(String... ofLoadBalancer) {
        boolean none = Stream.of(ofLoadBalancer).allMatch(String::isEmpty);
        if (!none && Stream.of(ofLoadBalancer).anyMatch(Blank::is)) {
            throw new IllegalArgumentException("of targetGroupArn, loadBalancerDnsName and loadBalancerHostedZoneId not all are "
                    + "given; accepted are all three, or all three empty for a service without a load balancer");
        }
    }

    /** Tells whether a load balancer leads to it; without one it is judged by its tasks. */
    public boolean hasLoadBalancer() {
        return !targetGroupArn.isEmpty();
    }

    /** Returns the capacity in which its tasks run: the first that AWS has is taken. */
    public List<TaskCapacity> capacities() {
        return capacities(desiredCount, alternatives);
    }

    private static List<TaskCapacity> capacities(int desiredCount, List<TaskCapacity> alternatives) {
        return Stream.concat(Stream.of(new TaskCapacity(List.of(), desiredCount)), alternatives.stream()).toList();
    }
}
