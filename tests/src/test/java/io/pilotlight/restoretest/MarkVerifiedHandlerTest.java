package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.step.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

class MarkVerifiedHandlerTest {

    private static final String ID = "visitor-db-20260111t041500";
    private static final String ARN = "arn:aws:rds:eu-central-1:111122223333:snapshot:" + ID;
    private static final Instant NOW = Instant.parse("2026-01-11T05:10:00Z");
    private static final SnapshotTags TAGS =
            new SnapshotTags("visitor", "visits", Instant.parse("2026-01-11T04:15:00Z"));

    private final RdsFake rds = new RdsFake();

    @Test
    void marksARecoveryPointWithTheTime() {
        put(ID, "available", TAGS.asList());

        MarkVerifiedHandler.Result result = mark(NOW);

        assertThat(result).isEqualTo(
                new MarkVerifiedHandler.Result(Status.DONE, "%s was marked as verified at %s".formatted(ID, NOW)));
        assertThat(rds.actions).containsExactly(AddTagsToResourceRequest.builder().resourceName(ARN).tags(
                RdsFake.tag("pilot-light:verified", "true"),
                RdsFake.tag("pilot-light:verified-at", "2026-01-11T05:10:00Z")).build());
    }

    @Test
    void keepsTheFirstTimeWhenCalledAgain() {
        put(ID, "available", TAGS.asList());
        mark(NOW);

        MarkVerifiedHandler.Result again = mark(NOW.plusSeconds(60));

        assertThat(again).isEqualTo(
                new MarkVerifiedHandler.Result(Status.DONE, "%s is marked as verified since %s".formatted(ID, NOW)));
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void addsTheTimeToAMarkWithoutOne() {
        List<Tag> tags = new ArrayList<>(TAGS.asList());
        tags.add(RdsFake.tag("pilot-light:verified", "true"));
        put(ID, "available", tags);

        assertThat(mark(NOW).status()).isEqualTo(Status.DONE);
        assertThat(SnapshotTags.verifiedAt(rds.snapshots.get(ID).tagList())).contains(NOW);
    }

    @Test
    void refusesARecoveryPointThatIsGone() {
        refuses("there is no recovery point %s in eu-central-1 any more".formatted(ID));
    }

    @Test
    void refusesASnapshotOfAnotherApplicationOfAPersonOrUnderAnotherName() {
        put(ID, "available", new SnapshotTags("billing", "visits", TAGS.scheduledAt()).asList());
        refuses("is no recovery point that Pilot Light made for visitor");

        put(ID, "available", List.of());
        refuses("is no recovery point that Pilot Light made for visitor");

        put(ID, "available", new SnapshotTags("visitor", "visits", TAGS.scheduledAt().plusSeconds(900)).asList());
        refuses("its name or its tags say otherwise");
    }

    @Test
    void refusesARecoveryPointThatIsNotComplete() {
        put(ID, "creating", TAGS.asList());

        refuses("has the status 'creating'");
    }

    private void refuses(String reason) {
        MarkVerifiedHandler.Result result = mark(NOW);
        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.reason()).contains(reason);
        assertThat(rds.actions).isEmpty();
    }

    private MarkVerifiedHandler.Result mark(Instant now) {
        return new MarkVerifiedHandler(_ -> rds, Clock.fixed(now, ZoneOffset.UTC))
                .take(new MarkVerifiedHandler.Input("visitor", "eu-central-1", ID));
    }

    private void put(String id, String status, List<Tag> tags) {
        rds.snapshots.put(id, DBSnapshot.builder().dbSnapshotIdentifier(id).dbSnapshotArn(ARN).status(status)
                .dbInstanceIdentifier("visitor-db").tagList(tags).build());
    }
}
