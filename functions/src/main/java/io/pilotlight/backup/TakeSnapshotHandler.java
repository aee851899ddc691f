package io.pilotlight.backup;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.recoverypoint.SnapshotByName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/**
 * Takes the snapshot of a backup, and follows it until it is available.
 *
 * <p>The name is the step's memory: called again, it finds what an earlier call began, even one whose answer was lost.
 * An instance that RDS is working on is waited for. One that takes long bears the time at which it was last seen being
 * made, because RDS does not tell when it was complete. Makes the calls {@code rds:DescribeDBSnapshots}, then at most one
 * of {@code rds:CreateDBSnapshot} (with {@code rds:AddTagsToResource}), for one that takes long
 * {@code rds:AddTagsToResource}, and for one that failed {@code rds:DeleteDBSnapshot}; {@code rds:DescribeAccountAttributes} where a quota is used up. Throws
 * {@link SnapshotNameTakenException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html">CreateDBSnapshot</a>
 */
public final class TakeSnapshotHandler extends StepHandler<TakeSnapshotHandler.Input, TakeSnapshotHandler.Result> {

    /**
     * @param application the plan's application; a tag of the snapshot
     * @param database the plan's name of the database; a tag of the snapshot
     * @param region the active site's Region
     * @param instanceIdentifier the DB instance to take it of
     * @param snapshotId the snapshot's name, built from the database and the scheduled time
     * @param scheduledAt the time for which the backup was scheduled; a tag of the snapshot
     */
    public record Input(
            String application,
            String database,
            String region,
            String instanceIdentifier,
            String snapshotId,
            Instant scheduledAt) {}

    /**
     * @param status {@code DONE} once the snapshot is available, {@code REFUSED} where a person has to make room for it
     * @param reason what AWS says of it
     * @param begun whether the snapshot is there, so that the next run can go on with it
     * @param snapshotArn the snapshot's ARN, empty until it is available
     */
    public record Result(Status status, String reason, boolean begun, String snapshotArn) {}

    /** From then on it is marked at each look; most are complete before. */
    private static final Duration LONG = Duration.ofMinutes(20);

    private final Regional<RdsClient> rds;
    private final Clock clock;

    /** For Lambda. */
    public TakeSnapshotHandler() {
        this(AwsClients.regional(RdsClient::builder), Clock.systemUTC());
    }

    public TakeSnapshotHandler(Regional<RdsClient> rds, Clock clock) {
        this.rds = rds;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        RdsClient client = rds.in(input.region());
        return SnapshotByName.find(client, input.snapshotId())
                .map(snapshot -> follow(client, input, snapshot))
                .orElseGet(() -> take(client, input));
    }

    private static Result take(RdsClient client, Input input) {
        try {
            client.createDBSnapshot(request -> request
                    .dbInstanceIdentifier(input.instanceIdentifier())
                    .dbSnapshotIdentifier(input.snapshotId())
                    .tags(new SnapshotTags(input.application(), input.database(), input.scheduledAt()).asList()));
            return inProgress(true, "the snapshot %s of %s has begun".formatted(
                    input.snapshotId(), input.instanceIdentifier()));
        } catch (DbSnapshotAlreadyExistsException _) {
            // An earlier call whose answer was lost; whether it was ours, the next look tells.
            return inProgress(true, "a snapshot of that name has just been made");
        } catch (InvalidDbInstanceStateException busy) {
            return inProgress(false, "RDS takes no snapshot of %s now: %s".formatted(
                    input.instanceIdentifier(), busy.getMessage()));
        } catch (SnapshotQuotaExceededException exceeded) {
            return switch (SnapshotQuota.of(exceeded, client, input.region())) {
                case SnapshotQuota.CopiesInFlight(String reason) -> inProgress(false, reason);
                case SnapshotQuota.ManualSnapshots(String reason) -> new Result(Status.REFUSED, reason, false, "");
            };
        }
    }

    private Result follow(RdsClient client, Input input, DBSnapshot snapshot) {
        if (!input.instanceIdentifier().equals(snapshot.dbInstanceIdentifier())) {
            throw new SnapshotNameTakenException(input.snapshotId(), input.region(),
                    "one of DB instance " + input.instanceIdentifier(),
                    "of DB instance " + snapshot.dbInstanceIdentifier());
        }
        return switch (snapshot.status()) {
            case "available" -> new Result(Status.DONE,
                    "%s is available".formatted(input.snapshotId()), true, snapshot.dbSnapshotArn());
            case "failed" -> {
                SnapshotByName.remove(client, input.snapshotId());
                yield inProgress(false, "%s had failed; it was removed and is taken again".formatted(input.snapshotId()));
            }
            default -> {
                Instant now = clock.instant();
                if (now.isAfter(input.scheduledAt().plus(LONG))) {
                    client.addTagsToResource(request -> request
                            .resourceName(snapshot.dbSnapshotArn()).tags(SnapshotTags.beingMade(now)));
                }
                yield inProgress(true, FoundSnapshot.progress(snapshot));
            }
        };
    }

    private static Result inProgress(boolean begun, String reason) {
        return new Result(Status.IN_PROGRESS, reason, begun, "");
    }
}
