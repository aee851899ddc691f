package io.pilotlight.recoverypoint;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
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
     * @param region the Region in which to restore
     * @param sourceRegion the Region of the site whose data is wanted: only a copy out of it is a recovery point
     * @param sourceInstance the base of the source DB instance's name: it, or a name that begins with it and a hyphen
     * @param kmsKeyId the ARN of the KMS key under which a recovery point of that Region must be encrypted
     * @param maximumAge the age past which a recovery point is not believed
     */
    public record Input(
            String database,
            String region,
            String sourceRegion,
            String sourceInstance,
            String kmsKeyId,
            Duration maximumAge) {

        public Input {
            Require.text("region", region);
            Require.text("sourceRegion", sourceRegion);
            Require.text("sourceInstance", sourceInstance);
        }
    }

    /**
     * @param status {@code DONE}, or {@code REFUSED} where there is no usable recovery point
     * @param reason which was chosen and why, or why none could be
     * @param candidates the usable recovery points, newest first, the newest five at most
     * @param passedOver the newest ten at most of those that were passed over
     * @param passedOverCount how many were passed over in all
     */
    public record Result(
            Status status,
            String reason,
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
        SnapshotJudge judge = new SnapshotJudge(input, now);
        List<Verdict> verdicts = SnapshotListing.manual(rds.in(input.region())).stream()
                .map(judge::judge)
                .toList();
        List<RecoveryPoint> usable = only(Verdict.Usable.class, verdicts).stream()
                .sorted(Verdict.Usable.NEWEST_FIRST)
                .map(Verdict.Usable::point)
                .toList();
        List<Verdict.PassedOver> passedOver = only(Verdict.PassedOver.class, verdicts).stream()
                .sorted(Verdict.PassedOver.WORTH_READING_FIRST)
                .toList();
        return new Result(
                usable.isEmpty() ? Status.REFUSED : Status.DONE,
                usable.isEmpty() ? refusal(input, passedOver) : choice(usable, passedOver, now),
                usable.stream().limit(CANDIDATES).toList(),
                passedOver.stream().limit(PASSED_OVER).map(ChooseRecoveryPointHandler::told).toList(),
                passedOver.size());
    }

    private static String choice(List<RecoveryPoint> usable, List<Verdict.PassedOver> passedOver, Instant now) {
        RecoveryPoint newest = usable.getFirst();
        return "%s is the newest usable recovery point: taken %s ago, at %s, %s. Usable: %d, passed over: %d."
                .formatted(
                        newest.snapshotId(),
                        Age.inWords(Duration.between(newest.takenAt(), now).abs()),
                        newest.takenAt(),
                        newest.verified() ? "verified" : "not yet verified",
                        usable.size(),
                        passedOver.size());
    }

    private static String refusal(Input input, List<Verdict.PassedOver> passedOver) {
        List<Verdict.PassedOver> own = passedOver.stream().filter(snapshot -> !snapshot.foreign()).toList();
        String found = own.isEmpty()
                ? "There is no manual snapshot of %s".formatted(input.sourceInstance())
                : "Of %s, %d passed over, such as %s".formatted(input.sourceInstance(), own.size(), own.stream()
                        .limit(REASONS)
                        .map(snapshot -> "%s: %s".formatted(snapshot.snapshotId(), snapshot.reason()))
                        .collect(Collectors.joining("; ")));
        return ("There is no usable recovery point of database %s in %s. %s. Snapshots of other databases there: %d."
            + " Nothing was touched. Bring a usable snapshot into that Region, or correct the plan, and start again.")
                .formatted(input.database(), input.region(), found, passedOver.size() - own.size());
    }

    private static <V extends Verdict> List<V> only(Class<V> kind, List<Verdict> verdicts) {
        return verdicts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Result.PassedOver told(Verdict.PassedOver snapshot) {
        return new Result.PassedOver(snapshot.snapshotId(), snapshot.reason());
    }
}
