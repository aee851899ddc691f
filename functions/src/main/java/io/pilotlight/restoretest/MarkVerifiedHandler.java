package io.pilotlight.restoretest;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.recoverypoint.SnapshotByName;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Marks a recovery point as verified, with the time.
 *
 * <p>Called again, it leaves the mark as it is: the time says since when the recovery point is known to restore, and a
 * repeated delivery must not make it look younger. Makes the calls {@code rds:DescribeDBSnapshots} and at most one
 * {@code rds:AddTagsToResource}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddTagsToResource.html">AddTagsToResource</a>
 */
public final class MarkVerifiedHandler extends StepHandler<MarkVerifiedHandler.Input, MarkVerifiedHandler.Result> {

    /**
     * @param application the plan's application
     * @param region the Region of the recovery point
     * @param snapshotId the recovery point that was restored and checked
     */
    public record Input(String application, String region, String snapshotId) {}

    /**
     * @param status {@code DONE} once it bears the mark, {@code REFUSED} where it is gone or is not this software's
     * @param reason what was done, or why not
     */
    public record Result(Status status, String reason) {}

    private final Regional<RdsClient> rds;
    private final Clock clock;

    /** For Lambda. */
    public MarkVerifiedHandler() {
        this(AwsClients.regional(RdsClient::builder), Clock.systemUTC());
    }

    public MarkVerifiedHandler(Regional<RdsClient> rds, Clock clock) {
        this.rds = rds;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        RdsClient client = rds.in(input.region());
        Optional<DBSnapshot> found = SnapshotByName.find(client, input.snapshotId());
        if (found.isEmpty()) {
            return refused("there is no recovery point %s in %s any more", input.snapshotId(), input.region());
        }
        DBSnapshot snapshot = found.get();
        Optional<OwnSnapshot> own = OwnSnapshot.of(input.application(), snapshot);
        if (own.isEmpty()) {
            return refused("%s is no recovery point that Pilot Light made for %s: its name or its tags say otherwise",
                    input.snapshotId(), input.application());
        }
        if (!own.get().isAvailable()) {
            return refused("%s has the status '%s', and only an available one can be restored",
                    input.snapshotId(), own.get().status());
        }
        return mark(client, snapshot, own.get());
    }

    private Result mark(RdsClient client, DBSnapshot snapshot, OwnSnapshot own) {
        Optional<Instant> since = SnapshotTags.verifiedAt(snapshot.tagList());
        if (own.verified() && since.isPresent()) {
            return new Result(Status.DONE, "%s is marked as verified since %s".formatted(own.id(), since.get()));
        }
        Instant now = clock.instant();
        client.addTagsToResource(request -> request.resourceName(own.arn()).tags(SnapshotTags.verified(now)));
        return new Result(Status.DONE, "%s was marked as verified at %s".formatted(own.id(), now));
    }

    private static Result refused(String reason, Object... facts) {
        return new Result(Status.REFUSED, reason.formatted(facts));
    }
}
