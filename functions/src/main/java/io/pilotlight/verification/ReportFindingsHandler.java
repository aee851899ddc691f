package io.pilotlight.verification;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Publishes what a verification found as metrics, and words what people are told.
 *
 * <p>Called again, it publishes again, which does no harm. Calls {@code cloudwatch:PutMetricData}, once for a thousand
 * data points.
 */
public final class ReportFindingsHandler extends StepHandler<ReportFindingsInput, ReportFindingsResult> {

    private final CloudWatchClient cloudWatch;
    private final Clock clock;

    /** For Lambda. */
    public ReportFindingsHandler() {
        this(AwsClients.own(CloudWatchClient.builder()), Clock.systemUTC());
    }

    public ReportFindingsHandler(CloudWatchClient cloudWatch, Clock clock) {
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    @Override
    protected ReportFindingsResult step(ReportFindingsInput input) {
        FindingsMetrics metrics = new FindingsMetrics(input.application(), clock.instant());
        metrics.findings(input.findings());
        input.restoreTests().forEach(metrics::restoreTest);
        metrics.publish(cloudWatch);
        Report report = new Report(input.application(),
                input.findings().stream().sorted(Finding.MOST_PRESSING_FIRST).toList(), input.restoreTests());
        return new ReportFindingsResult(
                Status.DONE, report.critical(), report.warnings(), report.subject(), report.message());
    }
}
