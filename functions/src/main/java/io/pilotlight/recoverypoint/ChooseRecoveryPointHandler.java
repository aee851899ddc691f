package io.pilotlight.recoverypoint;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Direction;
import io.pilotlight.plan.Retention;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Sites;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Chooses what to restore from: the newest snapshot in the Region that is complete, of this database, a copy out of the
 * Region of the site whose data is wanted, under the Region's own key and young enough, verified or not; and says why
 * it passed over every other.
 *
 * <p>Only looks, so calling it again does no harm. Makes the call {@code rds:DescribeDBSnapshots}, once a page, and
 * none for a single snapshot.
 */
public final class ChooseRecoveryPointHandler
        extends StepHandler<ChooseRecoveryPointHandler.Input, ChooseRecoveryPointHandler.Result> {

    /**
     * @param application the plan's application
     * @param database the database, as the plan has it
     * @param sites the plan's sites
     * @param active the site whose data is wanted; what is restored goes to the other
     * @param retention the plan's retention: it has the age past which a recovery point is not believed
     */
    public record Input(
            String application, Database database, Sites sites, SiteName active, Retention retention) {

        /** Returns what a recovery point must be. */
        Criterion criterion() {
            return Criterion.of(application, database, Direction.of(sites, active), retention);
        }
    }

    /**
     * @param status {@code DONE}, or {@code REFUSED} where there is no usable recovery point
     * @param reason which was chosen and why, or why none could be
     * @param rehearsed whether a restore test of this database has passed, of whatever recovery point that is still kept
     * @param candidates the usable recovery points, newest first, the newest five at most
     * @param passedOver the newest ten at most of those that were passed over
     * @param passedOverCount how many were passed over in all
     */
    public record Result(
            Status status,
            String reason,
            boolean rehearsed,
            List<RecoveryPoint> candidates,
            List<PassedOver> passedOver,
            int passedOverCount) {

        /** A recovery point that will not be restored from, and why. */
        public record PassedOver(String snapshotId, String reason) {}
    }

    private static final int CANDIDATES = 5;
    private static final int PASSED_OVER = 10;
    private static final int REASONS = 5;

    private final Regional<RdsClient> rds;
    private final Clock clock;

    /** For Lambda. */
    public ChooseRecoveryPointHandler() {
        this(AwsClients.regional(RdsClient::builder), Clock.systemUTC());
    }

    public ChooseRecoveryPointHandler(Regional<RdsClient> rds, Clock clock) {
        this.rds = rds;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Instant now = clock.instant();
        Criterion criterion = input.criterion();
        RegionInventory inventory = RegionInventory.list(rds.in(criterion.region()));
        Candidates found = inventory.candidates(criterion, now);
        return new Result(
                found.usable().isEmpty() ? Status.REFUSED : Status.DONE,
                found.newest().map(newest -> choice(newest, found, now)).orElseGet(() -> refusal(criterion, found)),
                inventory.isRehearsed(criterion),
                found.usable().stream().limit(CANDIDATES).toList(),
                found.passedOver().stream().limit(PASSED_OVER).map(ChooseRecoveryPointHandler::told).toList(),
                found.passedOver().size());
    }

    private static String choice(RecoveryPoint newest, Candidates found, Instant now) {
        return "%s is the newest usable recovery point: %s %s ago, at %s, %s. Usable: %d, passed over: %d."
                .formatted(
                        newest.snapshotId(),
                        newest.dataUntil().equals(newest.takenAt()) ? "taken" : "its last transaction was",
                        DurationInWords.of(newest.age(now)),
                        newest.dataUntil(),
                        newest.verified() ? "verified" : "not yet verified",
                        found.usable().size(),
                        found.passedOver().size());
    }

    private static String refusal(Criterion wanted, Candidates found) {
        List<Verdict.PassedOver> own =
                found.passedOver().stream().filter(snapshot -> !snapshot.foreign()).toList();
        String passedOver = own.isEmpty()
                ? "There is no manual snapshot of %s".formatted(wanted.sourceInstance())
                : "Of %s, %d passed over, such as %s".formatted(wanted.sourceInstance(), own.size(), own.stream()
                        .limit(REASONS)
                        .map(snapshot -> "%s: %s".formatted(snapshot.snapshotId(), snapshot.reason()))
                        .collect(Collectors.joining("; ")));
        return ("There is no usable recovery point of database %s in %s. %s. Snapshots of other databases there: %d."
            + " Nothing was touched. Bring a usable snapshot into that Region, or correct the plan, and start again.")
                .formatted(wanted.database(), wanted.region(), passedOver, found.passedOver().size() - own.size());
    }

    private static Result.PassedOver told(Verdict.PassedOver snapshot) {
        return new Result.PassedOver(snapshot.snapshotId(), snapshot.reason());
    }
}
