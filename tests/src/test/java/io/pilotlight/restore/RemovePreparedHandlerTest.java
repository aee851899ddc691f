package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

class RemovePreparedHandlerTest {

    private static final String APPLICATION = "visitor";
    private static final String INCIDENT = RecordedState.INCIDENT;
    private static final String PREPARED = "visits-db-20261122t000000-112316";
    private static final String AGAIN = "visits-db-20261122t000000-112317";
    private static final String DELETE = "rds:DeleteDBInstance";

    private final StepCloud cloud = new StepCloud();
    private final SimulatedRds rds = cloud.rds(StepCloud.STANDBY);
    private final RecordedState recorded = cloud.recorded(APPLICATION);
    private final RemovePreparedHandler handler = cloud.handler(RemovePreparedHandler.class);

    @BeforeEach
    void aRecoveryThatHasStoodDown() {
        recorded.ended(1, SiteName.PRIMARY);
    }

    @Test
    void deletesWhatItsIncidentHasRestoredAndKeepsNoBackupOfIt() {
        put(PREPARED, INCIDENT);
        put(AGAIN, INCIDENT);

        RemovePreparedHandler.Result result = remove();

        assertThat(result).isEqualTo(
                new RemovePreparedHandler.Result(Status.IN_PROGRESS, "RDS deletes them", List.of(PREPARED, AGAIN)));
        assertThat(cloud.changes()).containsExactly(deletion(PREPARED), deletion(AGAIN));
        assertThat(cloud.regionsAsked()).containsExactly(StepCloud.STANDBY);
    }

    @Test
    void followsThemUntilTheyAreGoneAndAsksForEachOnce() {
        put(PREPARED, INCIDENT);
        remove();

        assertThat(remove().status()).isEqualTo(Status.IN_PROGRESS);
        cloud.pass(Duration.ofMinutes(10));
        assertThat(remove()).isEqualTo(
                new RemovePreparedHandler.Result(Status.DONE, "nothing that was prepared is left", List.of()));
        assertThat(cloud.changes()).hasSize(1);
    }

    @Test
    void takesTheProtectionAwayFirstWhereThePlanProtectsInstancesFromDeletion() {
        put(PREPARED, INCIDENT);
        rds.describeAs(PREPARED, instance -> instance.deletionProtection(true));

        remove();
        cloud.passUntil(() -> rds.describeDBInstances().dbInstances().getFirst().dbInstanceStatus().equals("available"));
        remove();

        assertThat(cloud.changes()).containsExactly(
                ModifyDbInstanceRequest.builder()
                        .dbInstanceIdentifier(PREPARED).deletionProtection(false).applyImmediately(true).build(),
                deletion(PREPARED));
        cloud.pass(Duration.ofMinutes(10));
        assertThat(remove().status()).isEqualTo(Status.DONE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            visits-db,                              visitor, 20261122t000000, ''
            visits-db-20261121t000000-112216,       visitor, 20261121t000000, ''
            visits-db-20261122t000000-112316,       another, 20261122t000000, ''
            visits-db-20261122t000000-112316,       '',      '',              ''
            orders-db-20261122t000000-112316,       visitor, 20261122t000000, ''
            visits-db-test-20261122t000000-112316,  visitor, 20261122t000000, arn:aws:states:eu-central-1:123456789012:execution:verify:one
            """)
    void leavesAloneWhatIsNotOfItsIncidentByItsNameAndAllItsTags(
            String name, String application, String incident, String restoreTest) {
        put(name, new InstanceTags(application, incident, "visits-202611220000", restoreTest));

        assertThat(remove().status()).isEqualTo(Status.DONE);
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void deletesNothingWhereVisitorsMayBeLedToTheStandby() {
        put(PREPARED, INCIDENT);
        recorded.switching(SiteName.STANDBY);

        refuses("visitors may be served from there, as it is recorded");
        recorded.ended(1, SiteName.STANDBY);
        refuses("visitors may be served from there, as it is recorded");
    }

    @Test
    void deletesNothingWhereANewerRecoveryGoesOnWithTheIncident() {
        put(PREPARED, INCIDENT);
        recorded.held(2);

        refuses("a newer recovery goes on with this incident");
    }

    /** Nobody else would: the newer incident does not know of them, and they cost money. */
    @Test
    void deletesThemBesideALaterIncidentAndLeavesItsInstancesAlone() {
        String later = "visits-db-20261122t010000-112316";
        put(PREPARED, "20261121t230000");
        put(later, INCIDENT);
        recorded.held(2);

        RemovePreparedHandler.Result result = cloud.take(() -> handler.take(input("20261121t230000", "visits-db")));

        assertThat(result.instanceIdentifiers()).containsExactly(PREPARED);
        assertThat(cloud.changes()).containsExactly(deletion(PREPARED));
    }

    @Test
    void triesAgainWhereRdsIsAtWorkOnOneAndTakesOneThatIsGoneForDeleted() {
        put(PREPARED, INCIDENT);
        cloud.refuseNext(DELETE, InvalidDbInstanceStateException.builder().message("is being backed up").build());

        assertThat(remove().status()).isEqualTo(Status.IN_PROGRESS);
        cloud.refuseNext(DELETE, DbInstanceNotFoundException.builder().message("is gone").build());
        assertThat(remove().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(remove().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(rds.describeDBInstances().dbInstances()).extracting(DBInstance::dbInstanceStatus)
                .containsExactly("deleting");
    }

    private void refuses(String reason) {
        assertThat(remove())
                .isEqualTo(new RemovePreparedHandler.Result(Status.REFUSED, reason, List.of(PREPARED)));
        assertThat(cloud.changes()).isEmpty();
    }

    private RemovePreparedHandler.Result remove() {
        return cloud.take(() -> handler.take(input(INCIDENT, "visits-db")));
    }

    private static RemovePreparedHandler.Input input(String incident, String base) {
        return new RemovePreparedHandler.Input(
                StepCloud.STATE_TABLE, APPLICATION, 1, incident, StepCloud.STANDBY, SiteName.STANDBY, List.of(base));
    }

    private void put(String name, String incident) {
        put(name, new InstanceTags(APPLICATION, incident, "visits-202611220000", ""));
    }

    private void put(String name, InstanceTags tags) {
        rds.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(name)
                .dbInstanceClass("db.t3.micro")
                .masterUserPassword("of-the-database")
                .tags(tags.asList())
                .build());
    }

    private static DeleteDbInstanceRequest deletion(String name) {
        return DeleteDbInstanceRequest.builder()
                .dbInstanceIdentifier(name).skipFinalSnapshot(true).deleteAutomatedBackups(true).build();
    }
}
