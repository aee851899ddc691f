package io.pilotlight.traffic;

import io.pilotlight.metrics.MetricData;
import io.pilotlight.plan.SiteName;
import java.time.Clock;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * The metric that moves traffic in mode {@code HEALTH_CHECK}: {@code StandbyActive} in namespace {@code PilotLight},
 * dimension {@code Application}, 1 while traffic is led to the standby and 0 while it is led to the primary.
 *
 * <p>Of standard resolution, as all {@link MetricData} is, because a Route 53 health check of type
 * {@code CLOUDWATCH_METRIC} reads no other, and sent to CloudWatch directly, because a data point that moves traffic
 * must not wait for a log to be read.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html">
 *     How Route 53 determines whether a health check is healthy</a>
 */
final class StandbyActiveMetric {

    static final String NAME = "StandbyActive";

    private final CloudWatchClient cloudWatch;
    private final Clock clock;

    StandbyActiveMetric(CloudWatchClient cloudWatch, Clock clock) {
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    /** Puts one data point ({@code cloudwatch:PutMetricData}); one more of the same does no harm. */
    void publish(String application, SiteName led) {
        MetricData data = new MetricData(application, clock.instant());
        data.add(NAME, led == SiteName.STANDBY ? 1 : 0);
        data.publish(cloudWatch);
    }
}
