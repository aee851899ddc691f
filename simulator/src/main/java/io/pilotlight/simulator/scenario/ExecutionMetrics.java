package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.cloudwatch.Metric;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import java.time.Duration;
import java.util.Map;

/**
 * Publishes how executions ended, as Step Functions does by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html">Metrics of Step Functions
 *     in CloudWatch</a>
 */
final class ExecutionMetrics {

    static final String NAMESPACE = "AWS/States";

    private final Cloud cloud;

    private ExecutionMetrics(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Begins with the executions that end from now on. */
    static void publish(Cloud cloud) {
        cloud.context().journal().listen(new ExecutionMetrics(cloud)::hear);
    }

    private void hear(JournalEvent event) {
        if (event instanceof ExecutionEnded ended) {
            Metric metric = new Metric(NAMESPACE, name(ended.status()),
                    Map.of("StateMachineArn", cloud.stateMachines().arn(ended.machine())));
            // Later in the same instant: who listens to the journal hears of the end itself first.
            cloud.context().timeline().after(Duration.ZERO, () -> cloud.cloudWatch().publish(metric, 1));
        }
    }

    private static String name(String status) {
        return switch (status) {
            case "SUCCEEDED" -> "ExecutionsSucceeded";
            case "FAILED" -> "ExecutionsFailed";
            case "TIMED_OUT" -> "ExecutionsTimedOut";
            case "ABORTED" -> "ExecutionsAborted";
            default -> throw new IllegalArgumentException("no execution ends as " + status);
        };
    }
}
