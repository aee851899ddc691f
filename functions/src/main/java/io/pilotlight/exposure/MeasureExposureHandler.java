package io.pilotlight.exposure;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.exposure.MeasureExposureHandler.Result.DatabaseExposure;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Cadence;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.recoverypoint.Criterion;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Publishes what would be lost right now: the age of the newest recovery point that a failover would restore, for each
 * database, and the exposure that backups as fast as the last ones can hold.
 *
 * <p>Runs on a schedule of its own, so that a backup that does not run is seen. What is unknown has no data point, and
 * the alarm takes a missing one for a breach. A new stack, which has no recovery point yet, is exposed since its state
 * table was made: no alarm comes of that until the RPO has passed. In its first hour it is published too that no
 * verification is due yet, so that the alarm of missing ones comes after 30 hours at the latest. Called again, it measures
 * again. One listing of the Region that the copies go to serves all databases: calls {@code ssm:GetParameter},
 * {@code dynamodb:GetItem}, {@code dynamodb:DescribeTable}, {@code rds:DescribeDBSnapshots}, once a page, and
 * {@code cloudwatch:PutMetricData}.
 */
public final class MeasureExposureHandler
        extends StepHandler<MeasureExposureHandler.Input, MeasureExposureHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     */
    public record Input(String planParameter, String table) {}

    /** @param status {@code DONE}: what is known was published */
    public record Result(Status status, List<DatabaseExposure> databases) {

        /**
         * What would be lost of a database right now.
         *
         * @param name the plan's name of the database
         * @param known whether there is a usable recovery point; where there is none, nothing is published, but in a stack
         *     that is younger than the RPO its age
         * @param exposureSeconds the age of the newest usable recovery point, or of a new stack, else 0
         * @param snapshotId the newest usable recovery point, empty where there is none
         * @param withinObjective whether the exposure is below the RPO
         * @param objectiveAttainable whether backups as fast as the last ones can hold the RPO; true while too few are
         *     known
         * @param reason the same in one sentence, and where the RPO cannot be held, the figure that would do
         */
        public record DatabaseExposure(
                String name,
                boolean known,
                long exposureSeconds,
                String snapshotId,
                boolean withinObjective,
                boolean objectiveAttainable,
                String reason) {}
    }

    private static final Duration FIRST_HOUR = Duration.ofHours(1);

    private final SsmClient ssm;
    private final DynamoDbClient dynamo;
    private final Regional<RdsClient> rds;
    private final CloudWatchClient cloudWatch;
    private final Clock clock;

    /** For Lambda. */
    public MeasureExposureHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(DynamoDbClient.builder()),
                AwsClients.regional(RdsClient::builder), AwsClients.own(CloudWatchClient.builder()), Clock.systemUTC());
    }

    public MeasureExposureHandler(SsmClient ssm, DynamoDbClient dynamo, Regional<RdsClient> rds,
            CloudWatchClient cloudWatch, Clock clock) {
        this.ssm = ssm;
        this.dynamo = dynamo;
        this.rds = rds;
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Plan plan = PlanReader.read(ssm, input.planParameter());
        RecoveryState state = new StateTable(dynamo, input.table(), plan.application()).read();
        Direction direction = Direction.of(plan.sites(), state.activeSite());
        RegionInventory inventory = RegionInventory.list(rds.in(direction.targetRegion()));
        Instant now = clock.instant();
        Duration ageOfStack = Duration.between(
                dynamo.describeTable(request -> request.tableName(input.table())).table().creationDateTime(), now);
        ExposureMetrics metrics = new ExposureMetrics(plan.application(), now);
        if (ageOfStack.compareTo(FIRST_HOUR) < 0) {
            metrics.noVerificationIsDueYet();
        }
        Result result = new Result(Status.DONE, plan.databases().stream()
                .map(database -> measure(plan, database, Criterion.of(plan.application(), database, direction, plan.retention()).after(state.movedHome()),
                        inventory, now, ageOfStack, metrics))
                .toList());
        metrics.greatest(plan.databases().size());
        metrics.publish(cloudWatch);
        return result;
    }

    private static DatabaseExposure measure(Plan plan, Database database, Criterion criterion,
            RegionInventory inventory, Instant now, Duration ageOfStack, ExposureMetrics metrics) {
        Duration rpo = plan.objectives().rpo();
        Cadence cadence = inventory.cadence(plan, database);
        Optional<Duration> attainable = cadence.attainableExposure();
        attainable.ifPresent(exposure -> metrics.attainable(database.name(), exposure));
        boolean isAttainable = attainable.filter(exposure -> exposure.compareTo(rpo) > 0).isEmpty();
        Optional<RecoveryPoint> newest =
                inventory.candidates(criterion, now).newest();
        if (newest.isEmpty() && ageOfStack.compareTo(rpo) < 0) {
            metrics.exposure(database.name(), ageOfStack);
            return new DatabaseExposure(database.name(), false, ageOfStack.toSeconds(), "", true, isAttainable,
                    "The stack is %s old, and has no recovery point yet; the first is due within the objective of %s".formatted(
                            DurationInWords.of(ageOfStack), DurationInWords.of(rpo)));
        }
        if (newest.isEmpty()) {
            return new DatabaseExposure(database.name(), false, 0, "", false, isAttainable,
                    "There is no usable recovery point in %s: all would be lost".formatted(criterion.region()));
        }
        Duration age = newest.get().age(now);
        metrics.exposure(database.name(), age);
        return new DatabaseExposure(database.name(), true, age.toSeconds(), newest.get().snapshotId(),
                age.compareTo(rpo) < 0, isAttainable,
                "%s is %s old; the objective is %s%s".formatted(newest.get().snapshotId(), DurationInWords.of(age),
                        DurationInWords.of(rpo), isAttainable ? "" : ", which the last backups took too long to hold; one of "
                                + DurationInWords.of(cadence.objectiveThatWouldDo()) + " would do"));
    }
}
