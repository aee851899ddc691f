package io.pilotlight.plan;

/**
 * How traffic is moved.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/disaster-recovery-resiliency.html">Resilience
 *     in Amazon Route 53</a>
 */
public enum TrafficMode {
    /** A failover pair of records exists beforehand; a recorded state and a data point move it, with no Route 53 API call. */
    HEALTH_CHECK,
    /** The records are changed through the Route 53 API, and waited for until they are in sync. */
    RECORD
}
