package io.pilotlight.verification;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Publishes what a verification found as metrics, and words what could not be done as findings; it finds itself whether
 * anybody will be told.
 *
 * <p>Called again, it publishes again, which does no harm. Calls {@code sns:ListSubscriptionsByTopic}, once a page, and
 * {@code cloudwatch:PutMetricData}, once for a thousand data points.
 */
public final class ReportFindingsHandler
        extends StepHandler<ReportFindingsHandler.Input, ReportFindingsHandler.Result> {

    /**
     * @param application the plan's application
     * @param topic the ARN of the topic on which people are told
     * @param findings what every check found
     * @param undone what could not be done
     * @param restoreTests the restore tests that were made
     */
    public record Input(
            String application,
            String topic,
            List<Finding> findings,
            List<Undone> undone,
            List<RestoreTestMade> restoreTests) {

        public Input {
            findings = List.copyOf(findings);
            undone = List.copyOf(undone);
            restoreTests = List.copyOf(restoreTests);
        }
    }

    /**
     * @param status {@code DONE}: the metrics are published
     * @param critical how many findings people have to hear of at once
     * @param warnings how many can wait
     * @param findings all of them, the most pressing first, what could not be done among them
     */
    public record Result(Status status, int critical, int warnings, List<Finding> findings) {}

    private final SnsClient sns;
    private final CloudWatchClient cloudWatch;
    private final Clock clock;

    /** For Lambda. */
    public ReportFindingsHandler() {
        this(AwsClients.own(SnsClient.builder()), AwsClients.own(CloudWatchClient.builder()), Clock.systemUTC());
    }

    public ReportFindingsHandler(SnsClient sns, CloudWatchClient cloudWatch, Clock clock) {
        this.sns = sns;
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        List<Finding> findings = Stream.of(
                        input.findings().stream(), input.undone().stream().map(Undone::finding),
                        Subscribers.findings(sns, input.topic()).stream())
                .flatMap(found -> found)
                .sorted(Finding.MOST_PRESSING_FIRST)
                .toList();
        FindingsMetrics metrics = new FindingsMetrics(input.application(), clock.instant());
        metrics.findings(findings);
        metrics.restoreTests(input.restoreTests());
        metrics.publish(cloudWatch);
        int critical = (int) findings.stream().filter(Finding::isCritical).count();
        return new Result(Status.DONE, critical, findings.size() - critical, findings);
    }
}
