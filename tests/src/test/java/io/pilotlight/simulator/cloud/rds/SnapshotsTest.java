package io.pilotlight.simulator.cloud.rds;

import static io.pilotlight.simulator.cloud.rds.RdsFixture.INSTANCE;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.PRIMARY_KEY;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.describe;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.describeSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.journal.JournalEvent.ResourceCreated;
import io.pilotlight.simulator.journal.JournalEvent.ResourceDeleted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

class SnapshotsTest {

    private final RdsFixture fixture = new RdsFixture();
    private final SimulatedRds rds = fixture.primary;

    @Test
    void saysWhenASnapshotWasTakenOnlyOnceItIsAvailable() {
        fixture.visit(1);
        create("first");
        fixture.visit(2);

        DBSnapshot creating = describeSnapshot(rds, "first");
        assertThat(creating.status()).isEqualTo("creating");
        assertThat(creating.snapshotCreateTime()).isNull();
        assertThat(creating.originalSnapshotCreateTime()).isNull();

        DBSnapshot done = fixture.settled(rds, "first");
        assertThat(done.status()).isEqualTo("available");
        assertThat(done.percentProgress()).isEqualTo(100);
        assertThat(done.snapshotCreateTime()).isEqualTo(CloudFixture.START);
        assertThat(done.originalSnapshotCreateTime()).isEqualTo(CloudFixture.START);
        assertThat(done.encrypted()).isTrue();
        assertThat(done.kmsKeyId()).isEqualTo(PRIMARY_KEY);
        assertThat(rds.snapshots().require("first").data().lastVisit()).isEqualTo(1);
    }

    @Test
    void keepsTheInstanceBackingUpAndServingMeanwhile() {
        create("first");

        assertThat(describe(rds, INSTANCE).dbInstanceStatus()).isEqualTo("backing-up");
        assertThatThrownBy(() -> create("second")).isInstanceOf(InvalidDbInstanceStateException.class);
        fixture.visit(1);
        fixture.settled(rds, "first");
        assertThat(describe(rds, INSTANCE).dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    void refusesANameInUseAndAnInstanceThatIsNotThere() {
        fixture.snapshot("first");

        assertThatThrownBy(() -> create("First"))
                .isInstanceOfSatisfying(
                        DbSnapshotAlreadyExistsException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("DBSnapshotAlreadyExists"));
        assertThatThrownBy(() -> rds.createDBSnapshot(request ->
                request.dbInstanceIdentifier("nothing").dbSnapshotIdentifier("second")))
                .isInstanceOf(DbInstanceNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rds:visits", "two--hyphens", "last-", "1first", "under_score", ""})
    void refusesANameThatIsAgainstTheRules(String name) {
        assertThatThrownBy(() -> create(name)).isInstanceOf(RdsException.class)
                .satisfies(thrown -> RdsFixture.assertCode(thrown, "InvalidParameterValue"));
    }

    @Test
    void refusesANameOfMoreThan255Characters() {
        create("x".repeat(255));
        assertThatThrownBy(() -> create("x".repeat(256))).isInstanceOf(RdsException.class).hasMessageContaining("255");
    }

    @Test
    void storesNamesInLowerCase() {
        assertThat(fixture.snapshot("Visits-20261122").dbSnapshotIdentifier()).isEqualTo("visits-20261122");
    }

    @Test
    void refusesThe101stManualSnapshotAndSaysWhichQuotaItWas() {
        rds.quotas().manualSnapshots(2);
        fixture.snapshot("first");
        fixture.snapshot("second");

        assertThatThrownBy(() -> create("third"))
                .isInstanceOfSatisfying(SnapshotQuotaExceededException.class, refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("SnapshotQuotaExceeded");
                    assertThat(refused.getMessage()).startsWith("Cannot create more than 2 manual snapshots");
                });
        assertThat(rds.describeAccountAttributes().accountQuotas())
                .filteredOn(quota -> quota.accountQuotaName().equals("ManualSnapshots"))
                .singleElement().satisfies(quota -> {
                    assertThat(quota.used()).isEqualTo(2);
                    assertThat(quota.max()).isEqualTo(2);
                });
    }

    @Test
    void countsNoAutomatedSnapshotAgainstTheQuota() {
        rds.quotas().manualSnapshots(1);
        rds.takeAutomatedSnapshot(INSTANCE);

        assertThat(fixture.snapshot("first").status()).isEqualTo("available");
    }

    @Test
    void listsManualAndAutomatedSnapshotsUnlessOneTypeIsAskedFor() {
        fixture.snapshot("first");
        String automated = rds.takeAutomatedSnapshot(INSTANCE).dbSnapshotIdentifier();

        assertThat(automated).startsWith("rds:visits-db-2026-11-22-");
        assertThat(names(rds.describeDBSnapshots())).containsExactly("first", automated);
        assertThat(names(rds.describeDBSnapshots(request -> request.snapshotType("manual")))).containsExactly("first");
        assertThat(names(rds.describeDBSnapshots(request -> request.snapshotType("automated"))))
                .containsExactly(automated);
        assertThatThrownBy(() -> rds.describeDBSnapshots(request -> request.snapshotType("mine")))
                .isInstanceOf(RdsException.class);
    }

    @Test
    void findsNothingForAnUnknownInstanceAndRefusesAnUnknownSnapshot() {
        fixture.snapshot("first");

        assertThat(names(rds.describeDBSnapshots(request -> request.dbInstanceIdentifier("other")))).isEmpty();
        assertThat(names(rds.describeDBSnapshots(request -> request.dbInstanceIdentifier(INSTANCE))))
                .containsExactly("first");
        assertThat(names(rds.describeDBSnapshots(request ->
                request.filters(filter -> filter.name("db-instance-id").values("other"))))).isEmpty();
        assertThatThrownBy(() -> rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier("nothing")))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        assertThatThrownBy(() -> rds.describeDBSnapshots(request ->
                        request.filters(filter -> filter.name("colour").values("x"))))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void listsInPagesOf100AndGoesOnAfterTheMarker() {
        rds.quotas().manualSnapshots(200);
        for (int number = 0; number < 130; number++) {
            fixture.snapshot("visits-%03d".formatted(number));
        }

        DescribeDbSnapshotsResponse first = rds.describeDBSnapshots();
        assertThat(first.dbSnapshots()).hasSize(100);
        assertThat(rds.describeDBSnapshots(request -> request.marker(first.marker())))
                .satisfies(rest -> assertThat(rest.dbSnapshots()).hasSize(30))
                .satisfies(rest -> assertThat(rest.marker()).isNull());
        assertThat(rds.describeDBSnapshotsPaginator().dbSnapshots().stream()).hasSize(130);
        assertThat(rds.describeDBSnapshots(request -> request.maxRecords(20)).dbSnapshots()).hasSize(20);
        assertThatThrownBy(() -> rds.describeDBSnapshots(request -> request.maxRecords(19)))
                .isInstanceOf(RdsException.class);
    }

    @Test
    void deletesAManualSnapshotOnceItIsAvailable() {
        create("first");
        assertThatThrownBy(() -> rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first")))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
        fixture.settled(rds, "first");

        rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("first"));

        assertThat(names(rds.describeDBSnapshots())).isEmpty();
        assertThat(fixture.cloud.journal().of(ResourceCreated.class)).anyMatch(created -> created.id().equals("first"));
        assertThat(fixture.cloud.journal().of(ResourceDeleted.class)).anyMatch(deleted -> deleted.id().equals("first"));
    }

    @Test
    void refusesToDeleteAnAutomatedSnapshot() {
        String automated = rds.takeAutomatedSnapshot(INSTANCE).dbSnapshotIdentifier();
        fixture.cloud.pass(Duration.ofMinutes(10));

        assertThatThrownBy(() -> rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(automated)))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
    }

    @Test
    void carriesTagsAndRefusesAwsOwn() {
        rds.createDBSnapshot(request -> request.dbInstanceIdentifier(INSTANCE).dbSnapshotIdentifier("first")
                .tags(tag("pilot-light:incident", "i-1")));
        String arn = describeSnapshot(rds, "first").dbSnapshotArn();

        rds.addTagsToResource(request -> request.resourceName(arn).tags(tag("pilot-light:verified", "true")));

        assertThat(describeSnapshot(rds, "first").tagList())
                .containsExactly(tag("pilot-light:incident", "i-1"), tag("pilot-light:verified", "true"));
        rds.removeTagsFromResource(request -> request.resourceName(arn).tagKeys("pilot-light:incident"));
        assertThat(describeSnapshot(rds, "first").tagList()).containsExactly(tag("pilot-light:verified", "true"));
        assertThatThrownBy(() -> rds.addTagsToResource(request -> request.resourceName(arn).tags(tag("aws:x", "y"))))
                .isInstanceOf(RdsException.class);
    }

    @Test
    void takesNoSnapshotFurtherWhileItsRegionIsDark() {
        create("first");
        fixture.cloud.faults().darken(RdsFixture.PRIMARY);
        fixture.cloud.pass(Duration.ofHours(1));
        assertThat(rds.snapshots().require("first").is("creating")).isTrue();

        fixture.cloud.faults().relight(RdsFixture.PRIMARY);
        fixture.cloud.pass(Duration.ofMinutes(2));
        assertThat(describeSnapshot(rds, "first").status()).isEqualTo("available");
    }

    private void create(String id) {
        rds.createDBSnapshot(request -> request.dbInstanceIdentifier(INSTANCE).dbSnapshotIdentifier(id));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static List<String> names(DescribeDbSnapshotsResponse response) {
        return response.dbSnapshots().stream().map(DBSnapshot::dbSnapshotIdentifier).toList();
    }
}
