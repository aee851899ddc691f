package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepDatabases;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

class MarkVerifiedHandlerTest {

    private static final String ID = "visitor-db-20260111t041500";
    private static final String ARN = "arn:aws:rds:eu-central-1:123456789012:snapshot:" + ID;
    private static final Instant NOW = Instant.parse("2026-01-11T05:10:00Z");
    private static final SnapshotTags TAGS =
            new SnapshotTags("visitor", "visits", Instant.parse("2026-01-11T04:15:00Z"));

    private static final Duration ENOUGH = Duration.ofMinutes(10);

    private final StepCloud cloud = new StepCloud(NOW.minus(ENOUGH));
    private final StepDatabases databases = new StepDatabases(cloud, StepCloud.STANDBY);
    private final SimulatedRds rds = cloud.rds(StepCloud.STANDBY);
    private final MarkVerifiedHandler handler = cloud.handler(MarkVerifiedHandler.class);

    @BeforeEach
    void addTheDatabase() {
        rds.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier("visitor-db").masterUserPassword("of-the-database").build());
    }

    @Test
    void marksARecoveryPointWithTheTime() {
        put(TAGS.asList());

        MarkVerifiedHandler.Result result = mark();

        assertThat(result).isEqualTo(
                new MarkVerifiedHandler.Result(Status.DONE, "%s was marked as verified at %s".formatted(ID, NOW)));
        assertThat(cloud.changes()).containsExactly(AddTagsToResourceRequest.builder().resourceName(ARN).tags(
                tag("pilot-light:verified", "true"),
                tag("pilot-light:verified-at", "2026-01-11T05:10:00Z")).build());
    }

    @Test
    void keepsTheFirstTimeWhenCalledAgain() {
        put(TAGS.asList());
        mark();

        MarkVerifiedHandler.Result again = markLater(Duration.ofMinutes(1));

        assertThat(again).isEqualTo(
                new MarkVerifiedHandler.Result(Status.DONE, "%s is marked as verified since %s".formatted(ID, NOW)));
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void addsTheTimeToAMarkWithoutOne() {
        List<Tag> tags = new ArrayList<>(TAGS.asList());
        tags.add(tag("pilot-light:verified", "true"));
        put(tags);

        assertThat(mark().status()).isEqualTo(Status.DONE);
        assertThat(SnapshotTags.verifiedAt(databases.describe(ID).tagList())).contains(NOW);
    }

    @Test
    void refusesARecoveryPointThatIsGone() {
        refuses("there is no recovery point %s in eu-central-1 any more".formatted(ID));
    }

    @Test
    void refusesASnapshotOfAnotherApplicationOfAPersonOrUnderAnotherName() {
        put(new SnapshotTags("billing", "visits", TAGS.scheduledAt()).asList());
        refuses("is no recovery point that Pilot Light made for visitor");

        retag(List.of());
        refuses("is no recovery point that Pilot Light made for visitor");

        retag(new SnapshotTags("visitor", "visits", TAGS.scheduledAt().plusSeconds(900)).asList());
        refuses("its name or its tags say otherwise");
    }

    @Test
    void refusesARecoveryPointThatIsNotComplete() {
        begin(TAGS.asList());

        refuses("has the status 'creating'");
    }

    private void refuses(String reason) {
        MarkVerifiedHandler.Result result = mark();
        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.reason()).contains(reason);
        assertThat(cloud.changes()).isEmpty();
    }

    private MarkVerifiedHandler.Result mark() {
        return cloud.take(() -> handler.take(new MarkVerifiedHandler.Input("visitor", StepCloud.STANDBY, ID)));
    }

    private MarkVerifiedHandler.Result markLater(Duration later) {
        cloud.pass(later);
        return mark();
    }

    /** Lets the Region hold a snapshot, which is available by now. */
    private void put(List<Tag> tags) {
        begin(tags);
        cloud.pass(ENOUGH);
        assertThat(databases.describe(ID).status()).isEqualTo("available");
    }

    private void begin(List<Tag> tags) {
        rds.createDBSnapshot(request -> request
                .dbInstanceIdentifier("visitor-db").dbSnapshotIdentifier(ID).tags(tags));
    }

    private void retag(List<Tag> tags) {
        List<String> keys = databases.describe(ID).tagList().stream().map(Tag::key).toList();
        rds.removeTagsFromResource(request -> request.resourceName(ARN).tagKeys(keys));
        rds.addTagsToResource(request -> request.resourceName(ARN).tags(tags));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
