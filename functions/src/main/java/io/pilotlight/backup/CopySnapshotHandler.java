package io.pilotlight.backup;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.SnapshotByName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Copies a snapshot into the other site's Region, under that site's key and option group, follows the copy until it is
 * available, and marks it with the time at which it landed.
 *
 * <p>The name is the step's memory, as with {@link TakeSnapshotHandler}. A copy that failed is removed and tried again;
 * RDS sends no event of it. Makes the calls {@code rds:DescribeDBSnapshots} in the other site's Region, then at most
 * one of {@code rds:CopyDBSnapshot}, {@code rds:AddTagsToResource} and {@code rds:DeleteDBSnapshot};
 * {@code rds:DescribeAccountAttributes} where a quota is used up. Throws {@link SnapshotNameTakenException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html">Copying a DB snapshot</a>
 */
public final class CopySnapshotHandler extends StepHandler<CopySnapshotHandler.Input, CopySnapshotHandler.Result> {

    /**
     * @param application the plan's application
     * @param database the plan's name of the database
     * @param scheduledAt the time for which the backup was scheduled
     * @param sourceRegion the active site's Region
     * @param sourceArn the ARN of the snapshot to copy
     * @param targetRegion the other site's Region
     * @param snapshotId the name of the copy, which is its source's
     * @param kmsKeyId the other site's key, under which an unencrypted snapshot is encrypted too: an encrypted one leaves its
     *     Region only under a key of the other. Empty for RDS's own key there
     * @param optionGroup the other site's option group: option groups do not travel
     */
    public record Input(
            String application,
            String database,
            Instant scheduledAt,
            String sourceRegion,
            String sourceArn,
            String targetRegion,
            String snapshotId,
            @MayBeEmpty String kmsKeyId,
            String optionGroup) {}

    /**
     * @param status {@code DONE} once the copy is available and marked with its landing; {@code REFUSED} where calling
     *     again does not mend it: the source is gone, the key cannot be used, or there is no room
     * @param reason what AWS says of it
     */
    public record Result(Status status, String reason) {}

    /** The AWS managed key, which may be used by all who may use RDS in the account. */
    private static final String KEY_OF_RDS = "alias/aws/rds";

    /** RDS needs the source's key as well as the target's, and only its message tells which it cannot use. */
    private static final Pattern KEY = Pattern.compile("arn:[a-z-]+:kms:[^\\s\\]]+");

    private final Regional<RdsClient> rds;
    private final Clock clock;

    /** For Lambda. */
    public CopySnapshotHandler() {
        this(AwsClients.regional(RdsClient::builder), Clock.systemUTC());
    }

    public CopySnapshotHandler(Regional<RdsClient> rds, Clock clock) {
        this.rds = rds;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        RdsClient client = rds.in(input.targetRegion());
        return SnapshotByName.find(client, input.snapshotId())
                .map(copy -> follow(client, input, copy))
                .orElseGet(() -> copy(client, input));
    }

    private static Result copy(RdsClient client, Input input) {
        try {
            client.copyDBSnapshot(request -> request
                    .sourceRegion(input.sourceRegion())
                    .sourceDBSnapshotIdentifier(input.sourceArn())
                    .targetDBSnapshotIdentifier(input.snapshotId())
                    .kmsKeyId(key(input))
                    .optionGroupName(optionGroup(input))
                    // Copied ones come with the copy's end: a copy that fails before bears these alone, and is removed by them.
                    .tags(tags(input).asList())
                    .copyTags(true));
            return inProgress("the copy to %s has begun".formatted(input.targetRegion()));
        } catch (DbSnapshotAlreadyExistsException _) {
            // An earlier call whose answer was lost; whether it was ours, the next look tells.
            return inProgress("a copy of that name has just been made");
        } catch (InvalidDbSnapshotStateException busy) {
            return inProgress("RDS does not copy %s now: %s".formatted(input.sourceArn(), busy.getMessage()));
        } catch (DbSnapshotNotFoundException _) {
            return refused("the source %s is gone, so it cannot be copied; the next backup takes a new one".formatted(
                    input.sourceArn()));
        } catch (KmsKeyNotAccessibleException inaccessible) {
            String named = KEY.matcher(inaccessible.getMessage()).results().findFirst().map(MatchResult::group).orElse(key(input));
            return refused("KMS key %s cannot be used for the copy to %s: %s Enable it%s".formatted(named, input.targetRegion(),
                    inaccessible.getMessage(), named.equals(key(input)) ? ", or correct the plan" : " in its Region"));
        } catch (SnapshotQuotaExceededException exceeded) {
            return switch (SnapshotQuota.of(exceeded, client, input.targetRegion())) {
                case SnapshotQuota.CopiesInFlight(String reason) -> inProgress(reason);
                case SnapshotQuota.ManualSnapshots(String reason) -> refused(reason);
            };
        }
    }

    /**
     * A default one is not asked for: RDS takes it by itself, and refuses its name in a Region in which no instance of
     * that engine version has been yet.
     */
    private static String optionGroup(Input input) {
        return DatabaseSite.isDefault(input.optionGroup()) ? null : input.optionGroup();
    }

    private static String key(Input input) {
        return input.kmsKeyId().isEmpty() ? KEY_OF_RDS : input.kmsKeyId();
    }

    private Result follow(RdsClient client, Input input, DBSnapshot copy) {
        String source = copy.sourceDBSnapshotIdentifier();
        if (source != null && !source.equals(input.sourceArn())) {
            throw new SnapshotNameTakenException(input.snapshotId(), input.targetRegion(),
                    "a copy of " + input.sourceArn(), "a copy of " + source);
        }
        return switch (copy.status()) {
            case "available" -> landed(client, input, copy);
            case "failed" -> {
                SnapshotByName.remove(client, input.snapshotId());
                yield inProgress(
                        "the copy %s had failed; it was removed and is made again".formatted(input.snapshotId()));
            }
            default -> inProgress(FoundSnapshot.progress(copy));
        };
    }

    private Result landed(RdsClient client, Input input, DBSnapshot copy) {
        if (OwnSnapshot.of(input.application(), copy).flatMap(OwnSnapshot::landedAt).isEmpty()) {
            // All tags once more: without them the copy is nobody's, and would neither be counted nor pruned.
            List<Tag> tags = new ArrayList<>(tags(input).asList());
            tags.add(SnapshotTags.landed(clock.instant()));
            client.addTagsToResource(request -> request.resourceName(copy.dbSnapshotArn()).tags(tags));
        }
        return new Result(Status.DONE,
                "%s is complete in %s".formatted(input.snapshotId(), input.targetRegion()));
    }

    private static SnapshotTags tags(Input input) {
        return new SnapshotTags(input.application(), input.database(), input.scheduledAt());
    }

    private static Result inProgress(String reason) {
        return new Result(Status.IN_PROGRESS, reason);
    }

    private static Result refused(String reason) {
        return new Result(Status.REFUSED, reason);
    }
}
