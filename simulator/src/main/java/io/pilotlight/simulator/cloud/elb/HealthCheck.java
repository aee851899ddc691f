package io.pilotlight.simulator.cloud.elb;

import java.time.Duration;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;

/**
 * How a target group checks its targets, with the defaults of an Application Load Balancer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">Health
 *     checks for target groups</a>
 */
record HealthCheck(String path, Duration interval, int healthyThreshold, int unhealthyThreshold, String codes) {

    static HealthCheck of(CreateTargetGroupRequest request) {
        return new HealthCheck(
                request.healthCheckPath() == null ? "/" : request.healthCheckPath(),
                Duration.ofSeconds(orElse(request.healthCheckIntervalSeconds(), 30)),
                orElse(request.healthyThresholdCount(), 5),
                orElse(request.unhealthyThresholdCount(), 2),
                request.matcher() == null || request.matcher().httpCode() == null
                        ? "200" : request.matcher().httpCode());
    }

    /** Tells whether a status code is one of the codes, such as {@code 200}, {@code 200,302} or {@code 200-299}. */
    boolean accepts(int status) {
        for (String part : codes.split(",")) {
            String[] ends = part.strip().split("-");
            if (Integer.parseInt(ends[0]) <= status && status <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }

    private static int orElse(Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
