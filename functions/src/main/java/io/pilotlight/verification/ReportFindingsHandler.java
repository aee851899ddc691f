package io.pilotlight.verification;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Publishes what a verification found as metrics, and words what people are told.
 *
 * <p>Called again, it publishes again, which does no harm. Calls {@code cloudwatch:PutMetricData}, once for a thousand
 * data points.
 */
public final class ReportFindingsHandler
        extends StepHandler<ReportFindingsHandler.Input, ReportFindingsHandler.Result> {

    /**
     * @param application the plan's application
     * @param findings what every check found
     * @param restoreTests the restore tests that were made
     */
    public record Input(String application, List<Finding> findings, List<RestoreTestMade> restoreTests) {

        /**
         * A restore test that was made.
         *
         * @param database the plan's name of the database
         * @param snapshotId the recovery point that was restored, empty where there was none
         * @param passed whether it was restored and its data is as the plan says
         * @param restoreSeconds how long it took until the instance was available, 0 where it never was
         * @param warmUpSeconds how long the first reads of the tables took together, 0 where nothing was read
         * @param rows how many rows were counted in the tables together
         */
        public record RestoreTestMade(
                String database,
                String snapshotId,
                boolean passed,
                double restoreSeconds,
                double warmUpSeconds,
                long rows) {}

        public Input {
            Require.text("application", application);
            findings = List.copyOf(findings);
            restoreTests = List.copyOf(restoreTests);
        }
    }

    /**
     * @param status {@code DONE}: the metrics are published
     * @param critical how many findings people have to hear of at once
     * @param warnings how many can wait
     * @param subject the subject of what people are told, at most 100 characters
     * @param message what they are told: a line for each finding, the most pressing first, and one for each restore
     *     test
     */
    public record Result(Status status, int critical, int warnings, String subject, String message) {}

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
    protected Result step(Input input) {
        FindingsMetrics metrics = new FindingsMetrics(input.application(), clock.instant());
        metrics.findings(input.findings());
        input.restoreTests().forEach(metrics::restoreTest);
        metrics.publish(cloudWatch);
        Report report = new Report(input.application(),
                input.findings().stream().sorted(Finding.MOST_PRESSING_FIRST).toList(), input.restoreTests());
        return new Result(
                Status.DONE, report.critical(), report.warnings(), report.subject(), report.message());
    }
}
