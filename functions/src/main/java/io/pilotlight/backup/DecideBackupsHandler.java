package io.pilotlight.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.backup.DecideBackupsHandler.Result.DueBackup;
import io.pilotlight.backup.DecideBackupsHandler.Result.LeftAlone;
import io.pilotlight.backup.PublishedEndpoints.Published;
import io.pilotlight.instance.RegionInstances;
import io.pilotlight.lease.Holder;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.PlanReader;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.Criterion;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.RegionInventory;
import io.pilotlight.recoverypoint.SnapshotName;
import io.pilotlight.recoverypoint.SnapshotRoom;
import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Decides which databases of the plan are backed up at this tick, and claims those for this execution.
 *
 * <p>Reads the plan itself, so that no step is needed for it. Called again by the same
 * execution, it decides as before, unless the work has gone on since. One listing of each Region serves all databases:
 * calls {@code ssm:GetParameter}, {@code dynamodb:GetItem}, {@code rds:DescribeDBSnapshots} in both Regions and
 * {@code rds:DescribeDBInstances} in the active one, once a page; {@code rds:DescribeAccountAttributes} in both; {@code ssm:GetParameters} once for ten databases, or
 * {@code secretsmanager:GetSecretValue} for each whose host stands in a secret; and
 * {@code dynamodb:UpdateItem} for each that is due. Throws what {@link PlanReader} throws, and
 * {@link RegionUnavailableException} where one of the two Regions does not answer; where it is the one that a failover
 * has left, and still does not when it has been asked {@value #ASKS_OF_A_LEFT_REGION} times, snapshots are taken all the
 * same, and copied when it answers.
 */
public final class DecideBackupsHandler extends StepHandler<DecideBackupsHandler.Input, DecideBackupsHandler.Result> {

    /** One call that gets no answer is not a dark Region: a tick that takes it for one makes no copy until the next. */
    static final int ASKS_OF_A_LEFT_REGION = 3;

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param table the state table, in the function's own Region
     * @param executionId the ARN of the execution that asks
     * @param startedAt when that execution was started
     * @param retries how often this execution has tried this step again, from 0
     * @param input the execution's input as it came: {@code {}}, a person's request, or the scheduler's
     */
    public record Input(
            String planParameter, String table, String executionId, Instant startedAt, int retries, JsonNode input) {}

    /**
     * @param status {@code DONE} where backups are due and claimed, or nothing is; {@code REFUSED} where a database
     *     cannot be backed up as things are, or a person has to correct something of it
     * @param dryRun whether this only says what would be done: nothing is claimed then
     * @param plan the plan
     * @param activeSite the site whose databases are backed up
     * @param sourceRegion the active site's Region
     * @param targetRegion the Region that the copies go to
     * @param due the backups to be made now
     * @param notDue the databases that are left alone now, and why
     * @param refused the databases that need a person, and why
     * @param tight the Regions in which what the plan keeps will not fit the account's quota beside what others hold, and
     *     the figures
     * @param roomNeeded whether a Region has no room for what is due, so that others have to be pruned first
     */
    public record Result(
            Status status,
            boolean dryRun,
            Plan plan,
            SiteName activeSite,
            String sourceRegion,
            String targetRegion,
            List<DueBackup> due,
            List<LeftAlone> notDue,
            List<LeftAlone> refused,
            List<LeftAlone> tight,
            boolean roomNeeded) {

        /**
         * A backup to be made.
         *
         * @param name the plan's name of the database
         * @param instanceIdentifier the DB instance to take it of
         * @param snapshotId the name of the snapshot and of its copy
         * @param scheduledAt the time for which it was scheduled
         * @param kmsKeyId the key of the other site, for the copy
         * @param optionGroup the option group of the other site, for the copy
         */
        public record DueBackup(
                String name,
                String instanceIdentifier,
                String snapshotId,
                Instant scheduledAt,
                String kmsKeyId,
                String optionGroup,
                String reason) {}

        /** A database that is not backed up now, or a Region that has too little room. */
        public record LeftAlone(String name, String reason) {}
    }

    private final SsmClient ownSsm;
    private final Regional<SsmClient> ssm;
    private final Regional<SecretsManagerClient> secrets;
    private final Regional<RdsClient> rds;
    private final DynamoDbClient dynamo;
    private final Holder holder;
    private final Clock clock;

    /** For Lambda. */
    public DecideBackupsHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.regional(SsmClient::builder),
                AwsClients.regional(SecretsManagerClient::builder), AwsClients.regional(RdsClient::builder),
                AwsClients.own(DynamoDbClient.builder()),
                AwsClients.own(SfnClient.builder()), Clock.systemUTC());
    }

    public DecideBackupsHandler(SsmClient ownSsm, Regional<SsmClient> ssm,
            Regional<SecretsManagerClient> secrets, Regional<RdsClient> rds, DynamoDbClient dynamo, SfnClient stepFunctions, Clock clock) {
        this.ownSsm = ownSsm;
        this.ssm = ssm;
        this.secrets = secrets;
        this.rds = rds;
        this.dynamo = dynamo;
        this.holder = new Holder(stepFunctions);
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        BackupRequest request = BackupRequest.read(input.input(), input.startedAt());
        Plan plan = PlanReader.read(ownSsm, input.planParameter());
        Direction direction = Direction.of(plan.sites(),
                new StateTable(dynamo, input.table(), plan.application()).read().activeSite());
        Look look = look(plan, direction, input.retries());
        Claims claims = request.dryRun()
                ? Claims.ofDryRun()
                : new BackupClaims(dynamo, holder, clock, input.table(), plan.application(), direction.active());
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Database database : plan.databases()) {
            Seen seen = look.see(database);
            if (!seen.problem().isEmpty()) {
                sorted.refused().add(new LeftAlone(database.name(), seen.problem()));
            }
            switch (seen.instance()) {
                case ActiveInstance.Unknown(String reason) ->
                        sorted.refused().add(new LeftAlone(database.name(), reason));
                case ActiveInstance.Found(String instance) -> {
                    Decision decision = request.since()
                            .map(since -> look.decideSince(database, instance, since, request.scheduledAt()))
                            .orElseGet(() -> look.decide(database, instance, request.scheduledAt(), clock.instant()));
                    sorted.add(look, database, instance, decision,
                            () -> claims.take(database.name(), input.executionId()));
                }
            }
        }
        return new Result(sorted.refused().isEmpty() ? Status.DONE : Status.REFUSED, request.dryRun(), plan,
                direction.active(), direction.sourceRegion(), direction.targetRegion(),
                sorted.due(), sorted.notDue(), sorted.refused(), look.tight(), look.hasTooLittleRoomFor(sorted.due().size()));
    }

    private Look look(Plan plan, Direction direction, int retries) {
        Source source = of(direction.sourceRegion(), () -> source(plan, direction));
        Optional<RegionInventory> target = inTarget(direction, retries);
        Map<String, SnapshotRoom> rooms = new TreeMap<>();
        SnapshotRoom.of(rds.in(direction.sourceRegion())).ifPresent(room -> rooms.put(direction.sourceRegion(), room));
        target.flatMap(_ -> SnapshotRoom.of(rds.in(direction.targetRegion())))
                .ifPresent(room -> rooms.put(direction.targetRegion(), room));
        return new Look(plan, direction, source, target, rooms);
    }

    /** After a failover the lost Region may be dark for days, in which what serves now is backed up where it is. */
    private Optional<RegionInventory> inTarget(Direction direction, int retries) {
        try {
            return Optional.of(of(direction.targetRegion(), () -> RegionInventory.list(rds.in(direction.targetRegion()))));
        } catch (RegionUnavailableException dark) {
            if (direction.active() == SiteName.STANDBY && retries + 1 >= ASKS_OF_A_LEFT_REGION) {
                return Optional.empty();
            }
            throw dark;
        }
    }

    private Source source(Plan plan, Direction direction) {
        RdsClient client = rds.in(direction.sourceRegion());
        return new Source(
                RegionInstances.list(client),
                PublishedEndpoints.read(ssm.in(direction.sourceRegion()), secrets.in(direction.sourceRegion()),
                        plan.databases().stream().map(database -> database.at(direction.active())).toList()),
                RegionInventory.list(client));
    }

    /** Says which Region it is that does not answer. */
    private static <T> T of(String region, Supplier<T> look) {
        try {
            return look.get();
        } catch (SdkException failure) {
            throw isUnavailable(failure) ? new RegionUnavailableException(region, failure) : failure;
        }
    }

    /** What the active site's Region said. */
    private record Source(RegionInstances instances, PublishedEndpoints endpoints, RegionInventory snapshots) {}

    /** The databases of the plan by what is done with them. */
    private record Sorted(List<DueBackup> due, List<LeftAlone> notDue, List<LeftAlone> refused) {

        void add(Look look, Database database, String instance, Decision decision, BooleanSupplier claim) {
            switch (decision) {
                case Decision.NotDue(String reason) -> notDue.add(new LeftAlone(database.name(), reason));
                case Decision.Due work when claim.getAsBoolean() -> due.add(look.backup(database, instance, work));
                case Decision.Due _ -> notDue.add(new LeftAlone(
                        database.name(), "an earlier run still works on it, and is not overtaken"));
            }
        }
    }

    /** @param problem what a person has to correct although it can be backed up, empty where nothing is */
    private record Seen(ActiveInstance instance, String problem) {}

    /** What AWS said at this tick. */
    private record Look(
            Plan plan, Direction direction, Source source, Optional<RegionInventory> inTarget, Map<String, SnapshotRoom> rooms) {

        List<LeftAlone> tight() {
            return rooms.entrySet().stream()
                    .flatMap(room -> room.getValue().shortage(plan, room.getKey(), snapshots(room.getKey()))
                            .map(shortage -> new LeftAlone(room.getKey(), "%s. %s".formatted(shortage.problem(), shortage.remedy())))
                            .stream())
                    .toList();
        }

        private RegionInventory snapshots(String region) {
            return region.equals(direction.sourceRegion()) ? source.snapshots() : inTarget.orElseThrow();
        }

        boolean hasTooLittleRoomFor(int backups) {
            return backups > 0 && rooms.values().stream().anyMatch(room -> room.isTooSmallFor(backups));
        }

        Seen see(Database database) {
            DatabaseSite site = database.at(direction.active());
            try {
                Published published = source.endpoints().of(site);
                return new Seen(ActiveInstance.of(site.instanceIdentifier(), published.text(), source.instances()),
                        published.problem());
            } catch (InvalidSecretException unreadable) {
                return new Seen(new ActiveInstance.Unknown(unreadable.getMessage()), "");
            }
        }

        Decision decideSince(Database database, String instance, Instant since, Instant scheduledAt) {
            List<OwnSnapshot> copies = inTarget.map(target -> target.own(plan.application(), database.name())).orElse(List.of());
            return BackupHistory.decideSince(sources(database, instance), copies, since, scheduledAt);
        }

        private List<OwnSnapshot> sources(Database database, String instance) {
            return source.snapshots().own(plan.application(), database.name()).stream()
                    .filter(snapshot -> !snapshot.isCopy() && snapshot.instanceIdentifier().equals(instance))
                    .toList();
        }

        Decision decide(Database database, String instance, Instant scheduledAt, Instant now) {
            List<OwnSnapshot> sources = sources(database, instance);
            return inTarget.map(target -> history(sources, target, database, now)
                            .decide(target.cadence(plan, database), scheduledAt, now))
                    .orElseGet(() -> BackupHistory.decideAlone(sources, direction.targetRegion(), scheduledAt, now));
        }

        private BackupHistory history(List<OwnSnapshot> sources, RegionInventory target, Database database, Instant now) {
            Criterion criterion = Criterion.of(plan.application(), database, direction, plan.retention());
            return new BackupHistory(sources, target.own(plan.application(), database.name()),
                    target.sourcesInFlight().collect(Collectors.toSet()), target.candidates(criterion, now).newest());
        }

        DueBackup backup(Database database, String instance, Decision.Due decision) {
            DatabaseSite target = database.at(direction.active().other());
            String base = database.at(direction.active()).instanceIdentifier();
            return new DueBackup(database.name(), instance, SnapshotName.of(base, decision.scheduledAt()).value(),
                    decision.scheduledAt(), target.kmsKeyId(), target.optionGroup(), decision.reason());
        }
    }
}
