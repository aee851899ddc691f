package io.pilotlight.recoverypoint;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
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
 * Region of the site whose data is wanted, under the Region's own key and young enough, verified or not; and says why it
 * passed over every other.
 *
 * <p>Only looks, so calling it again does no harm. Makes the call {@code rds:DescribeDBSnapshots}, once a page, and
 * none for a single snapshot.
 */
public final class ChooseRecoveryPointHandler
        extends StepHandler<ChooseRecoveryPointInput, ChooseRecoveryPointResult> {

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
    protected ChooseRecoveryPointResult step(ChooseRecoveryPointInput input) {
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
        return new ChooseRecoveryPointResult(
                usable.isEmpty() ? Status.REFUSED : Status.DONE,
                usable.isEmpty() ? refusal(input, passedOver) : choice(usable, passedOver, now),
                usable.stream().limit(CANDIDATES).toList(),
                passedOver.stream().limit(PASSED_OVER).map(ChooseRecoveryPointHandler::told).toList(),
                passedOver.size());
    }

    private static String choice(List<RecoveryPoint> usable, List<Verdict.PassedOver> passedOver, Instant now) {
        RecoveryPoint newest = usable.getFirst();
        return "%s is the newest usable recovery point: taken %s ago, at %s, %s. Usable: %d, passed over: %d.".formatted(
                newest.snapshotId(),
                Age.inWords(Duration.between(newest.takenAt(), now).abs()),
                newest.takenAt(),
                newest.verified() ? "verified" : "not yet verified",
                usable.size(),
                passedOver.size());
    }

    private static String refusal(ChooseRecoveryPointInput input, List<Verdict.PassedOver> passedOver) {
        List<Verdict.PassedOver> own = passedOver.stream().filter(snapshot -> !snapshot.foreign()).toList();
        String found = own.isEmpty()
                ? "There is no manual snapshot of %s".formatted(input.sourceInstance())
                : "Of %s, %d passed over, such as %s".formatted(input.sourceInstance(), own.size(), own.stream()
                        .limit(REASONS)
                        .map(snapshot -> "%s: %s".formatted(snapshot.snapshotId(), snapshot.reason()))
                        .collect(Collectors.joining("; ")));
        return ("There is no usable recovery point of database %s in %s. %s. Snapshots of other databases there: %d. "
                + "Nothing was touched. Bring a usable snapshot into that Region, or correct the plan, and start again.")
                .formatted(input.database(), input.region(), found, passedOver.size() - own.size());
    }

    private static <V extends Verdict> List<V> only(Class<V> kind, List<Verdict> verdicts) {
        return verdicts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static ChooseRecoveryPointResult.PassedOver told(Verdict.PassedOver snapshot) {
        return new ChooseRecoveryPointResult.PassedOver(snapshot.snapshotId(), snapshot.reason());
    }
}
