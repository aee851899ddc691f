package io.pilotlight.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.lease.Incident;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.plan.SiteName;
import io.pilotlight.recoverypoint.ChooseRecoveryPointHandler.Result.PassedOver;
import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

class ChooseRecoveryPointHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:50:17Z");
    private static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/" + KEY_ID;
    private static final ChooseRecoveryPointHandler.Input INPUT = input();

    @Test
    void choosesTheNewest() {
        ChooseRecoveryPointHandler.Result result = choose(
                snapshot("older", ago(Duration.ofHours(2))),
                snapshot("newest", ago(Duration.ofMinutes(25))),
                snapshot("old", ago(Duration.ofHours(1))));

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("newest", "old", "older");
        assertThat(result.passedOver()).isEmpty();
        assertThat(result.reason()).isEqualTo("newest is the newest usable recovery point: taken 25 min ago, "
                + "at 2026-11-22T16:25:17Z, not yet verified. Usable: 3, passed over: 0.");
    }

    @Test
    void prefersANewerUnverifiedToAnOlderVerifiedRecoveryPoint() {
        ChooseRecoveryPointHandler.Result result = choose(
                verified(snapshot("verified", ago(Duration.ofHours(3)))),
                snapshot("unverified", ago(Duration.ofHours(1))));

        assertThat(result.candidates()).containsExactly(
                point("unverified", 1, false),
                point("verified", 3, true));
    }

    /** After a point-in-time restore, an encryption or a promotion the application runs on an instance of another name. */
    @Test
    void takesACopyThatThisSoftwareMadeWhateverTheNameOfTheInstanceIs() {
        Instant scheduledAt = ago(Duration.ofHours(1));
        DBSnapshot own = of("visitor-db-restored", SnapshotName.of("visitor-db", scheduledAt).value()).toBuilder()
                .tagList(new SnapshotTags("visitor-counter", "visits", scheduledAt).asList()).build();

        assertThat(choose(own).candidates()).extracting(RecoveryPoint::snapshotId).containsExactly(own.dbSnapshotIdentifier());

        assertThat(choose(
                own.toBuilder().dbSnapshotIdentifier("a-persons-copy").build(),
                own.toBuilder().tagList(new SnapshotTags("visitor-counter", "orders", scheduledAt).asList()).build(),
                own.toBuilder().tagList(new SnapshotTags("shop", "visits", scheduledAt).asList()).build()).candidates()).isEmpty();
    }

    @Test
    void takesOnlyTheTagValueTrueForVerified() {
        DBSnapshot failed = snapshot("a", ago(Duration.ofHours(1))).toBuilder()
                .tagList(tag("pilot-light:verified", "false"), tag("verified", "true")).build();

        assertThat(choose(failed).candidates()).extracting(RecoveryPoint::verified).containsExactly(false);
    }

    @Test
    void believesTheOriginalsTimeOfACopyAndNotTheCopys() {
        DBSnapshot lateCopy = snapshot("late-copy", ago(Duration.ofMinutes(1))).toBuilder()
                .originalSnapshotCreateTime(ago(Duration.ofHours(5))).build();

        assertThat(choose(lateCopy, snapshot("recent", ago(Duration.ofHours(1)))).candidates()).containsExactly(
                point("recent", 1, false),
                point("late-copy", 5, false));
    }

    @Test
    void passesOverACopyWhoseOriginalIsTooOldHoweverYoungTheCopyIs() {
        DBSnapshot copy = snapshot("copy", ago(Duration.ofMinutes(1))).toBuilder()
                .originalSnapshotCreateTime(ago(Duration.ofDays(2).plusHours(3))).build();

        assertThat(choose(copy).passedOver()).containsExactly(new PassedOver("copy",
                "it was taken 2 d 3 h ago, at 2026-11-20T13:50:17Z, and is not verified; the plan allows 2 d"));
    }

    @Test
    void takesARecoveryPointThatIsExactlyAsOldAsAllowed() {
        assertThat(choose(snapshot("edge", ago(Duration.ofDays(2)))).candidates()).hasSize(1);
        assertThat(choose(snapshot("over", ago(Duration.ofDays(2).plusMillis(1)))).candidates()).isEmpty();
    }

    /** What is kept whatever its age can be reached whatever its age. */
    @Test
    void takesAVerifiedRecoveryPointHoweverOldItIs() {
        ChooseRecoveryPointHandler.Result result = choose(verified(snapshot("verified", ago(Duration.ofDays(30)))),
                verified(snapshot("older", ago(Duration.ofDays(31)))), snapshot("unverified", ago(Duration.ofDays(3))));

        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("verified", "older");
    }

    @Test
    void triesTheNewestVerifiedOneAfterTheNewestFive() {
        DBSnapshot[] snapshots = Stream.concat(
                IntStream.range(0, 9).mapToObj(hours -> snapshot("s" + hours, ago(Duration.ofHours(hours)))),
                IntStream.range(12, 14).mapToObj(days -> verified(snapshot("v" + days, ago(Duration.ofDays(days))))))
                .toArray(DBSnapshot[]::new);

        assertThat(choose(snapshots).candidates()).extracting(RecoveryPoint::snapshotId)
                .containsExactly("s0", "s1", "s2", "s3", "s4", "v12");
        snapshots[4] = verified(snapshots[4]);
        assertThat(choose(snapshots).candidates()).extracting(RecoveryPoint::snapshotId)
                .containsExactly("s0", "s1", "s2", "s3", "s4");
    }

    @Test
    void takesTheOneThatAPersonNamesAndNoOther() {
        ChooseRecoveryPointHandler.Result result = named("old", snapshot("newest", ago(Duration.ofMinutes(5))),
                snapshot("old", ago(Duration.ofDays(9))));

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("old");
        assertThat(result.reason()).isEqualTo("old was named by a person: taken 9 d ago, at 2026-11-13T16:50:17Z, not yet verified.");
    }

    @Test
    void refusesTheOneThatAPersonNamesWhereItCannotBeRestoredAndSaysWhy() {
        DBSnapshot newest = snapshot("newest", ago(Duration.ofMinutes(5)));

        assertThat(named("mistyped", newest)).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(Status.REFUSED);
            assertThat(refused.candidates()).isEmpty();
            assertThat(refused.reason()).isEqualTo("Database visits cannot be restored from mistyped in eu-central-1: there is no "
                    + "manual snapshot of that name. Nothing was touched. Start again with {} for the newest usable recovery point, "
                    + "or with the name of another one.");
        });
        assertThat(named("copying", newest, newest.toBuilder().dbSnapshotIdentifier("copying").status("creating").build()).reason())
                .contains("cannot be restored from copying", "its status is 'creating'");
        assertThat(named("foreign", newest, of("shop", "foreign")).reason())
                .contains("it is of DB instance shop, another database than visitor-db");
    }

    @Test
    void choosesAsEverWhereAPersonNamedARecoveryPointOfAnotherDatabaseOfThePlan() {
        assertThat(named("of-audit", snapshot("newest", ago(Duration.ofMinutes(5))), of("audit-db", "of-audit")).candidates())
                .extracting(RecoveryPoint::snapshotId).containsExactly("newest");
    }

    @Test
    void allowsClocksToDifferByAMinuteAndDoesNotBelieveASnapshotFromLaterOn() {
        ChooseRecoveryPointHandler.Result result = choose(
                snapshot("skewed", NOW.plusSeconds(60)),
                snapshot("from-the-future", NOW.plusSeconds(61)));

        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("skewed");
        assertThat(result.passedOver())
                .containsExactly(new PassedOver(
                        "from-the-future",
                        "it says that it was taken at "
                                + "2026-11-22T16:51:18Z, 1 min 1 s from now; a clock is wrong, and it is not believed"));
    }

    @Test
    void passesOverWhatWasTakenInTheRegionItselfOrCopiedOutOfAnother() {
        DBSnapshot own = snapshot("own", ago(Duration.ofMinutes(1))).toBuilder()
                .sourceDBSnapshotIdentifier(null)
                .build();
        DBSnapshot unreadable = snapshot("unreadable", ago(Duration.ofMinutes(2))).toBuilder()
                .sourceDBSnapshotIdentifier("visitor-db-20261122").build();
        DBSnapshot elsewhere = snapshot("elsewhere", ago(Duration.ofMinutes(3))).toBuilder()
                .sourceDBSnapshotIdentifier("arn:aws:rds:eu-north-1:111122223333:snapshot:elsewhere").build();

        ChooseRecoveryPointHandler.Result result =
                choose(elsewhere, own, unreadable, snapshot("copy", ago(Duration.ofHours(1))));

        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("copy");
        assertThat(result.passedOver()).containsExactly(
                new PassedOver("own", "it is no copy out of eu-west-1: it was taken in eu-central-1 itself"),
                new PassedOver("unreadable", "it is no copy out of eu-west-1: it was taken in eu-central-1 itself"),
                new PassedOver("elsewhere", "it is a copy out of eu-north-1; wanted is one out of eu-west-1"));
    }

    /** Until a copy of the primary lands, it is the newest that there is of what the primary began with. */
    @Test
    void takesWhatAPlannedMoveBackedUpInTheRegionItselfBeforeItCameHomeAndNothingFromBeforeThatMove() {
        Instant moved = ago(Duration.ofMinutes(40));
        DBSnapshot last = local(moved.plusSeconds(300));
        DBSnapshot before = local(moved.minusSeconds(600));
        DBSnapshot longAfter = local(moved.plus(Duration.ofHours(13)));
        DBSnapshot copy = snapshot("copy", ago(Duration.ofHours(6)));

        ChooseRecoveryPointHandler.Result result = handler(new ListingRds(List.of(copy, before, last, longAfter)))
                .take(new ChooseRecoveryPointHandler.Input(INPUT.application(), INPUT.database(), INPUT.sites(), INPUT.active(),
                        INPUT.retention(), "", INPUT.others(), Incident.openedAt(moved)));

        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly(last.dbSnapshotIdentifier(), "copy");
        DBSnapshot landed = snapshot("landed", moved.plusSeconds(200));
        assertThat(handler(new ListingRds(List.of(copy, last, landed)))
                .take(new ChooseRecoveryPointHandler.Input(INPUT.application(), INPUT.database(), INPUT.sites(), INPUT.active(),
                        INPUT.retention(), "", INPUT.others(), Incident.openedAt(moved))).candidates())
                .as("once a copy of the primary has landed").extracting(RecoveryPoint::snapshotId).containsExactly("landed", "copy");
        assertThat(choose(copy, before, last).candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("copy");
    }

    private static DBSnapshot local(Instant scheduledAt) {
        return ownCopy(scheduledAt).toBuilder().sourceDBSnapshotIdentifier(null)
                .originalSnapshotCreateTime(scheduledAt).snapshotCreateTime(scheduledAt).snapshotDatabaseTime(scheduledAt).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"creating", "copying", "deleting", "failed"})
    void passesOverASnapshotThatIsNotComplete(String status) {
        DBSnapshot snapshot = snapshot("partial", ago(Duration.ofMinutes(5))).toBuilder()
                .status(status).percentProgress(40).build();

        assertThat(choose(snapshot).passedOver()).containsExactly(new PassedOver("partial",
                "its status is '%s', 40 %% done; only one that is 'available' can be restored".formatted(status)));
    }

    @Test
    void passesOverASnapshotWithoutATimeAndPutsItFirst() {
        DBSnapshot begun = snapshot("begun", null).toBuilder().status("creating").build();
        DBSnapshot timeless = snapshot("timeless", null);
        DBSnapshot old = snapshot("old", ago(Duration.ofDays(9)));

        assertThat(choose(old, timeless, begun).passedOver()).extracting(PassedOver::snapshotId)
                .containsExactly("begun", "timeless", "old");
    }

    @Test
    void passesOverASnapshotThatIsNotEncryptedOrUnderAnotherKey() {
        String otherKey = "arn:aws:kms:eu-west-1:111122223333:key/another";
        ChooseRecoveryPointHandler.Result result = choose(
                snapshot("plain", ago(Duration.ofHours(1))).toBuilder().encrypted(false).kmsKeyId(null).build(),
                snapshot("unsaid", ago(Duration.ofHours(2))).toBuilder().encrypted(null).build(),
                snapshot("other", ago(Duration.ofHours(3))).toBuilder().kmsKeyId(otherKey).build());

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.passedOver())
                .containsExactly(
                        new PassedOver("plain", "it is not encrypted; the plan wants KMS key " + KEY),
                        new PassedOver("unsaid", "it is not encrypted; the plan wants KMS key " + KEY),
                        new PassedOver(
                                "other",
                                "it is encrypted under KMS key %s; the plan wants %s".formatted(otherKey, KEY)));
    }

    /** Staging's database has the same name, its snapshot is shared with this account, and whoever copied it took the plan's key. */
    @Test
    void passesOverACopyOfAnotherAccountsSnapshot() {
        String own = "arn:aws:rds:eu-central-1:111122223333:snapshot:";
        DBSnapshot ours = snapshot("ours", ago(Duration.ofHours(1))).toBuilder().dbSnapshotArn(own + "ours").build();
        DBSnapshot staging = snapshot("staging", ago(Duration.ofMinutes(5))).toBuilder().dbSnapshotArn(own + "staging")
                .sourceDBSnapshotIdentifier("arn:aws:rds:eu-west-1:999988887777:snapshot:staging").build();

        ChooseRecoveryPointHandler.Result result = choose(staging, ours);

        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("ours");
        assertThat(result.passedOver()).containsExactly(
                new PassedOver("staging", "it is a copy of a snapshot of another account, 999988887777"));
    }

    /** They stay usable until one under the new key has landed. */
    @Test
    void takesItsOwnRecoveryPointsUnderTheKeyOfBeforeWhileThereAreNoOthers() {
        DBSnapshot before = ownCopy(ago(Duration.ofHours(1))).toBuilder().kmsKeyId("arn:aws:kms:eu-central-1:111122223333:key/old").build();
        DBSnapshot foreign = snapshot("foreign", ago(Duration.ofMinutes(9))).toBuilder().kmsKeyId("another").build();

        assertThat(choose(before, foreign).candidates()).extracting(RecoveryPoint::snapshotId)
                .containsExactly(before.dbSnapshotIdentifier());
        assertThat(choose(before, foreign, snapshot("new", ago(Duration.ofHours(2)))).candidates())
                .extracting(RecoveryPoint::snapshotId).containsExactly("new");
    }

    private static DBSnapshot ownCopy(Instant scheduledAt) {
        return of("visitor-db", SnapshotName.of("visitor-db", scheduledAt).value()).toBuilder()
                .tagList(new SnapshotTags("visitor-counter", "visits", scheduledAt).asList()).build();
    }

    @Test
    void knowsTheKeyByItsBareIdToo() {
        DBSnapshot bare = snapshot("bare", ago(Duration.ofHours(1))).toBuilder().kmsKeyId(KEY_ID).build();
        DBSnapshot partOfIt = snapshot("part", ago(Duration.ofHours(1))).toBuilder().kmsKeyId("567890ab").build();

        assertThat(choose(bare, partOfIt).candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("bare");
    }

    @ParameterizedTest
    @ValueSource(strings = {"visitor-db", "visitor-db-20261101t000000-010203", "visitor-db-20261101t000000-a10203"})
    void knowsTheDatabaseUnderItsOwnNameAndUnderThatOfAnyRestoreOfIt(String instance) {
        assertThat(choose(of(instance, "a")).status()).isEqualTo(Status.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders-db", "visitor-db2", "visitor-db-reporting", "visitor-db-2026", "visitor",
        "my-visitor-db", "visitor-db-x20261101t000000", "visitor-db-20261101t000000", "visitor-db-20261101t000000-old",
        "visitor-db-20261101t000000-010203-copy"})
    void passesOverASnapshotOfAnotherDatabase(String instance) {
        ChooseRecoveryPointHandler.Result result = choose(of(instance, "a"));

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.passedOver()).containsExactly(new PassedOver("a",
                "it is of DB instance %s, another database than visitor-db".formatted(instance)));
    }

    @Test
    void doesNotLetOtherDatabasesCrowdOutTheReasonsWorthReading() {
        List<DBSnapshot> snapshots = new ArrayList<>(
                IntStream.range(0, 30).mapToObj(i -> of("orders-db", "o" + i)).toList());
        snapshots.add(snapshot("own", ago(Duration.ofDays(5))));

        ChooseRecoveryPointHandler.Result result = choose(snapshots.toArray(DBSnapshot[]::new));

        assertThat(result.passedOver()).hasSize(10).first().extracting(PassedOver::snapshotId).isEqualTo("own");
        assertThat(result.passedOverCount()).isEqualTo(31);
    }

    @Test
    void refusesWithEveryReasonThatMattersWhereNothingIsUsable() {
        ChooseRecoveryPointHandler.Result result = choose(
                snapshot("old", ago(Duration.ofDays(3))),
                snapshot("new", ago(Duration.ofMinutes(5))).toBuilder().status("creating").build(),
                of("orders-db", "foreign"));

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.candidates()).isEmpty();
        assertThat(result.reason()).isEqualTo("There is no usable recovery point of database visits in eu-central-1. "
                + "Of visitor-db, 2 passed over, such as "
                + "new: its status is 'creating'; only one that is 'available' can be restored; "
                + "old: it was taken 3 d ago, at 2026-11-19T16:50:17Z, and is not verified; the plan allows 2 d. "
                + "Snapshots of other databases there: 1. Nothing was touched. "
                + "Bring a usable snapshot into that Region, or correct the plan, and start again.");
    }

    @Test
    void refusesWhereThereIsNoSnapshotAtAll() {
        ChooseRecoveryPointHandler.Result result = choose();

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.reason()).contains("There is no manual snapshot of visitor-db");
        assertThat(result.passedOverCount()).isZero();
    }

    @Test
    void listsTwoHundredAndFiftySnapshotsWithThreeCallsAndReturnsAFew() {
        List<DBSnapshot> snapshots = IntStream.range(0, 250)
                .mapToObj(i -> snapshot("s%03d".formatted(i), ago(Duration.ofMinutes(15L * i)))).toList();
        ListingRds rds = new ListingRds(shuffled(snapshots, 7));

        ChooseRecoveryPointHandler.Result result = handler(rds).take(INPUT);

        assertThat(rds.calls).hasSize(3).allSatisfy(call -> {
            assertThat(call.snapshotType()).isEqualTo("manual");
            assertThat(call.dbSnapshotIdentifier()).isNull();
        });
        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId)
                .containsExactly("s000", "s001", "s002", "s003", "s004");
        assertThat(result.passedOver()).hasSize(10).first().extracting(PassedOver::snapshotId).isEqualTo("s193");
        assertThat(result.passedOverCount()).isEqualTo(57);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ordersSnapshotsOfTheSameInstantTheSameWayHoweverTheyAreListed(long seed) {
        Instant same = ago(Duration.ofHours(1));
        List<DBSnapshot> snapshots = List.of(
                snapshot("c", same), verified(snapshot("d", same)), snapshot("a", same), snapshot("b", same));

        assertThat(choose(shuffled(snapshots, seed).toArray(DBSnapshot[]::new)).candidates())
                .as("seed %d", seed).extracting(RecoveryPoint::snapshotId).containsExactly("d", "a", "b", "c");
    }

    @Test
    void asksTheGivenRegionAlone() {
        List<String> asked = new ArrayList<>();
        new ChooseRecoveryPointHandler(region -> {
            asked.add(region);
            return new ListingRds(List.of());
        }, Clock.fixed(NOW, ZoneOffset.UTC)).take(INPUT);

        assertThat(asked).containsExactly("eu-central-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT-4M    | true  | the last transaction, a few minutes before
            PT-23H   | true  | nobody wrote for long
            PT2M     | true  | a snapshot that took some time to begin
            PT-25H   | false | older than RDS's own heartbeat lets it be
            PT61M    | false | long after the snapshot was taken
            PT3H     | false | in the future
            """)
    void tellsTheAgeOfTheLastTransactionWhereThatIsBelieved(Duration after, boolean believed, String why) {
        Instant taken = ago(Duration.ofHours(2));
        DBSnapshot snapshot = snapshot("one", taken).toBuilder().snapshotDatabaseTime(taken.plus(after)).build();

        assertThat(choose(snapshot).candidates()).as(why).singleElement()
                .returns(taken, RecoveryPoint::takenAt)
                .returns(believed ? taken.plus(after) : taken, RecoveryPoint::dataUntil);
    }

    @Test
    void ordersByWhenTheyWereTakenWhateverTheirLastTransactionsAre() {
        DBSnapshot newer = snapshot("newer", ago(Duration.ofHours(1))).toBuilder()
                .snapshotDatabaseTime(ago(Duration.ofHours(5))).build();
        DBSnapshot older = snapshot("older", ago(Duration.ofHours(2))).toBuilder()
                .snapshotDatabaseTime(ago(Duration.ofHours(2))).build();

        ChooseRecoveryPointHandler.Result result = choose(older, newer);

        assertThat(result.candidates()).extracting(RecoveryPoint::snapshotId).containsExactly("newer", "older");
        assertThat(result.reason()).startsWith("newer is the newest usable recovery point: its last transaction was 5 h ago, "
                + "at 2026-11-22T11:50:17Z");
    }

    private static ChooseRecoveryPointHandler.Input input() {
        ObjectNode json = Plans.json();
        ObjectNode database = (ObjectNode) json.at("/databases/0");
        database.put("name", "visits");
        ((ObjectNode) database.get("primary")).put("instanceIdentifier", "visitor-db");
        ((ObjectNode) database.get("standby")).put("instanceIdentifier", "visitor-db-standby").put("kmsKeyId", KEY);
        ((ObjectNode) json.get("retention")).put("maximumAge", "P2D");
        Plan plan = Plan.parse(json.toString());
        return new ChooseRecoveryPointHandler.Input(plan.application(), plan.databases().getFirst(), plan.sites(),
                SiteName.PRIMARY, plan.retention(), "", List.of(plan.databases().getLast()), "");
    }

    private static ChooseRecoveryPointHandler.Result choose(DBSnapshot... snapshots) {
        return handler(new ListingRds(List.of(snapshots))).take(INPUT);
    }

    private static ChooseRecoveryPointHandler.Result named(String recoveryPoint, DBSnapshot... snapshots) {
        return handler(new ListingRds(List.of(snapshots))).take(new ChooseRecoveryPointHandler.Input(INPUT.application(),
                INPUT.database(), INPUT.sites(), INPUT.active(), INPUT.retention(), recoveryPoint, INPUT.others(), ""));
    }

    private static ChooseRecoveryPointHandler handler(ListingRds rds) {
        return new ChooseRecoveryPointHandler(_ -> rds, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private RecoveryPoint point(String snapshotId, int hoursAgo, boolean verified) {
        Instant at = ago(Duration.ofHours(hoursAgo));
        return new RecoveryPoint(snapshotId, at, at, verified);
    }

    private static Instant ago(Duration age) {
        return NOW.minus(age);
    }

    private static DBSnapshot snapshot(String id, Instant createdAt) {
        return of("visitor-db", id).toBuilder().snapshotCreateTime(createdAt).build();
    }

    private static DBSnapshot of(String instance, String id) {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(id).dbInstanceIdentifier(instance).snapshotCreateTime(ago(Duration.ofHours(1)))
                .sourceDBSnapshotIdentifier("arn:aws:rds:eu-west-1:111122223333:snapshot:" + id)
                .status("available").encrypted(true).kmsKeyId(KEY).build();
    }

    private static DBSnapshot verified(DBSnapshot snapshot) {
        return snapshot.toBuilder().tagList(tag("pilot-light:verified", "true")).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static List<DBSnapshot> shuffled(List<DBSnapshot> snapshots, long seed) {
        List<DBSnapshot> shuffled = new ArrayList<>(snapshots);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
