package io.pilotlight.recoverypoint;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.json.MayBeEmpty;
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
 * Region of the site whose data is wanted, under the Region's own key and young enough, or verified; and says why it
 * passed over every other. Where a person named one, it is that one or none.
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
     * @param recoveryPoint the DB snapshot that a person named, empty where none is; of one of the others it leaves the
     *     choice for this database as it is
     * @param others the plan's other databases, needed where a person named one
     * @param movedHome the incident of the planned move that brought the application home, empty where there was none
     */
    public record Input(
            String application,
            Database database,
            Sites sites,
            SiteName active,
            Retention retention,
            @MayBeEmpty String recoveryPoint,
            List<Database> others,
            @MayBeEmpty String movedHome) {

        /** Returns what a recovery point must be. */
        Criterion criterion() {
            return criterion(database);
        }

        private Criterion criterion(Database database) {
            return Criterion.of(application, database, Direction.of(sites, active), retention).after(movedHome);
        }
    }

    /**
     * @param status {@code DONE}, or {@code REFUSED} where there is no usable recovery point
     * @param reason which was chosen and why, or why none could be
     * @param rehearsed whether a restore test of this database has passed, of whatever recovery point that is still kept
     * @param candidates the usable recovery points, newest first: the newest five at most, and the newest verified one where
     *     none of those is verified
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
        if (!input.recoveryPoint().isEmpty() && !isOfAnother(input, inventory)) {
            return named(input, inventory, now);
        }
        Candidates found = inventory.candidates(criterion, now);
        return new Result(
                found.usable().isEmpty() ? Status.REFUSED : Status.DONE,
                found.newest().map(newest -> choice(newest, found, now)).orElseGet(() -> refusal(criterion, found)),
                inventory.isRehearsed(criterion),
                found.tried(CANDIDATES),
                found.passedOver().stream().limit(PASSED_OVER).map(ChooseRecoveryPointHandler::told).toList(),
                found.passedOver().size());
    }

    private static boolean isOfAnother(Input input, RegionInventory inventory) {
        return inventory.named(input.recoveryPoint())
                .filter(named -> input.others().stream().anyMatch(other -> input.criterion(other).isOfDatabase(named)))
                .isPresent();
    }

    private static Result named(Input input, RegionInventory inventory, Instant now) {
        Candidates found = inventory.named(input.recoveryPoint(), input.criterion(), now);
        return new Result(
                found.usable().isEmpty() ? Status.REFUSED : Status.DONE,
                found.newest().map(point -> "%s was named by a person: taken %s ago, at %s, %s.".formatted(point.snapshotId(),
                        DurationInWords.of(point.age(now)), point.takenAt(), verified(point)))
                        .orElseGet(() -> refusalOfNamed(input, found)),
                inventory.isRehearsed(input.criterion()),
                found.usable(),
                found.passedOver().stream().map(ChooseRecoveryPointHandler::told).toList(),
                found.passedOver().size());
    }

    private static String refusalOfNamed(Input input, Candidates found) {
        return ("Database %s cannot be restored from %s in %s: %s. Nothing was touched. Start again with {} for the newest usable"
            + " recovery point, or with the name of another one.").formatted(input.database().name(), input.recoveryPoint(),
                input.criterion().region(), found.passedOver().stream().findFirst().map(Verdict.PassedOver::reason)
                        .orElse("there is no manual snapshot of that name"));
    }

    private static String verified(RecoveryPoint point) {
        return point.verified() ? "verified" : "not yet verified";
    }

    private static String choice(RecoveryPoint newest, Candidates found, Instant now) {
        return "%s is the newest usable recovery point: %s %s ago, at %s, %s. Usable: %d, passed over: %d."
                .formatted(
                        newest.snapshotId(),
                        newest.dataUntil().equals(newest.takenAt()) ? "taken" : "its last transaction was",
                        DurationInWords.of(newest.age(now)),
                        newest.dataUntil(),
                        verified(newest),
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
