package io.pilotlight.backup;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.recoverypoint.SnapshotByName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
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
 * An instance that RDS is working on is waited for. Makes the calls {@code rds:DescribeDBSnapshots}, then at most one
 * of {@code rds:CreateDBSnapshot} (with {@code rds:AddTagsToResource}) and, for one that failed,
 * {@code rds:DeleteDBSnapshot}; {@code rds:DescribeAccountAttributes} where a quota is used up. Throws
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
     * @param snapshotArn the snapshot's ARN, empty until it is available
     */
    public record Result(Status status, String reason, String snapshotArn) {}

    private final Regional<RdsClient> rds;

    /** For Lambda. */
    public TakeSnapshotHandler() {
        this(AwsClients.regional(RdsClient::builder));
    }

    public TakeSnapshotHandler(Regional<RdsClient> rds) {
        this.rds = rds;
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
            return inProgress("the snapshot %s of %s has begun".formatted(
                    input.snapshotId(), input.instanceIdentifier()));
        } catch (DbSnapshotAlreadyExistsException _) {
            // An earlier call whose answer was lost; whether it was ours, the next look tells.
            return inProgress("a snapshot of that name has just been made");
        } catch (InvalidDbInstanceStateException busy) {
            return inProgress("RDS takes no snapshot of %s now: %s".formatted(
                    input.instanceIdentifier(), busy.getMessage()));
        } catch (SnapshotQuotaExceededException exceeded) {
            return switch (SnapshotQuota.of(exceeded, client, input.region())) {
                case SnapshotQuota.CopiesInFlight(String reason) -> inProgress(reason);
                case SnapshotQuota.ManualSnapshots(String reason) -> new Result(Status.REFUSED, reason, "");
            };
        }
    }

    private static Result follow(RdsClient client, Input input, DBSnapshot snapshot) {
        if (!input.instanceIdentifier().equals(snapshot.dbInstanceIdentifier())) {
            throw new SnapshotNameTakenException(input.snapshotId(), input.region(),
                    "one of DB instance " + input.instanceIdentifier(),
                    "of DB instance " + snapshot.dbInstanceIdentifier());
        }
        return switch (snapshot.status()) {
            case "available" -> new Result(Status.DONE,
                    "%s is available".formatted(input.snapshotId()), snapshot.dbSnapshotArn());
            case "failed" -> {
                SnapshotByName.remove(client, input.snapshotId());
                yield inProgress("%s had failed; it was removed and is taken again".formatted(input.snapshotId()));
            }
            default -> inProgress(FoundSnapshot.progress(snapshot));
        };
    }

    private static Result inProgress(String reason) {
        return new Result(Status.IN_PROGRESS, reason, "");
    }
}
