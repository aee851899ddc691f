package io.pilotlight.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.restoretest.DatabaseLogin;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabaseUnavailableException;
import io.pilotlight.simulator.cloud.CloudFixture;
import io.pilotlight.simulator.cloud.rds.RdsRegions;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.database.InMemoryDatabaseEngine;
import io.pilotlight.simulator.database.VisitStore;
import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;

/** Which databases the checking function reaches from its isolated network, and who is let in there. */
class IsolatedDatabasesTest {

    private static final String REGION = "eu-central-1";
    private static final String FUNCTION = "CheckRestoredDataFunction";
    private static final String PASSWORD = "the-old-password";
    private static final int PORT = 3306;
    private static final Duration LIMIT = Duration.ofMinutes(13);

    private final CloudFixture cloud = CloudFixture.withSeed(5);
    private final RdsRegions regions = new RdsRegions(cloud.context(), new InMemoryDatabaseEngine());
    private final SimulatedRds rds = regions.in(REGION);
    private final List<String> allowed = new ArrayList<>(List.of("rds-db:connect"));
    private final IsolatedDatabases databases =
            new IsolatedDatabases(cloud.context(), regions, "sg-test", (_, access) -> allowed.contains(access.action()), () -> 1, () -> true);

    IsolatedDatabasesTest() {
        rds.groups().addSubnetGroup("subnets", "vpc");
        rds.groups().addSecurityGroup("sg-test", "vpc");
        rds.groups().addSecurityGroup("sg-application", "vpc");
    }

    @Test
    void readsARestoredDatabaseInVirtualTimeTheFirstTimeSlowest() {
        String host = instance("restored", "sg-test", true);
        try (VisitStore store = regions.at(host).connect(PASSWORD)) {
            store.add(1, cloud.now());
            store.add(2, cloud.now().plusSeconds(1));
        }
        Instant begun = cloud.now();
        List<RestoredDatabase.TableRead> reads = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        cloud.context().timeline().spawn(FUNCTION, () -> cloud.context().callers().as(FUNCTION, () -> {
            try (RestoredDatabase open = databases.open(input(host, REGION, PORT, "pilot_light"), LIMIT)) {
                reads.add(open.read("visitor-counter", "visitors", 0));
                times.add(cloud.now());
                reads.add(open.read("visitor-counter", "visitors", 0));
                times.add(cloud.now());
            }
            return null;
        }));
        cloud.pass(Duration.ofMinutes(1));

        assertThat(reads).extracting(RestoredDatabase.TableRead::rows).containsExactly(2L, 2L);
        assertThat(reads.getFirst().duration()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
        assertThat(Duration.between(begun, times.getFirst())).isGreaterThan(reads.getFirst().duration());
        assertThat(Duration.between(times.getFirst(), times.getLast()))
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void reachesNoInstanceOutsideTheTestsSecurityGroup() {
        String host = instance("visitor-db", "sg-application", true);

        assertRefused(input(host, REGION, PORT, "pilot_light"), "connect timed out");
    }

    @Test
    void reachesNothingAtAHostThatIsNotThereOrOnAnotherPort() {
        String host = instance("restored", "sg-test", true);

        assertRefused(input("nowhere." + host, REGION, PORT, "pilot_light"), "unknown host");
        assertRefused(input(host, REGION, PORT + 1, "pilot_light"), "connect timed out");
    }

    @Test
    void isNotLetInWhereTheInstanceKnowsNoIam() {
        assertRefused(input(instance("restored", "sg-test", false), REGION, PORT, "pilot_light"), "Access denied");
    }

    @Test
    void isNotLetInWithATokenForAnotherRegion() {
        assertRefused(input(instance("restored", "sg-test", true), "eu-west-1", PORT, "pilot_light"), "Access denied");
    }

    @Test
    void isNotLetInAsAnAccountThatTheDatabaseDoesNotHave() {
        assertRefused(
                input(instance("restored", "sg-test", true), REGION, PORT, "somebody"), "knows no account 'somebody'");
    }

    @Test
    void isNotLetInWithoutThePermissionAndTheJournalSaysSo() {
        String host = instance("restored", "sg-test", true);
        allowed.clear();

        assertRefused(input(host, REGION, PORT, "pilot_light"), "Access denied");
        assertThat(cloud.journal().of(ApiCalled.class)).singleElement().satisfies(call -> {
            assertThat(call.action()).isEqualTo("rds-db:connect");
            assertThat(call.function()).isEqualTo(FUNCTION);
            assertThat(call.error()).isEqualTo("AccessDenied");
        });
    }

    @Test
    void doesNotAnswerWhileTheRegionIsDark() {
        String host = instance("restored", "sg-test", true);
        cloud.faults().darken(REGION);

        assertRefused(input(host, REGION, PORT, "pilot_light"), "does not answer");
    }

    private void assertRefused(DatabaseLogin input, String why) {
        assertThatThrownBy(() -> cloud.context().callers().as(FUNCTION, () -> databases.open(input, LIMIT)))
                .isInstanceOf(RestoredDatabaseUnavailableException.class)
                .hasMessageContaining(why);
    }

    private String instance(String id, String securityGroup, boolean iamAuthentication) {
        return rds.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(id)
                .masterUserPassword(PASSWORD)
                .dbSubnetGroupName("subnets")
                .vpcSecurityGroupIds(securityGroup)
                .port(PORT)
                .enableIAMDatabaseAuthentication(iamAuthentication)
                .build()).endpoint().address();
    }

    private static DatabaseLogin input(String host, String region, int port, String username) {
        return new DatabaseLogin(region, host, port, "visitor-counter", username, DatabaseAuthentication.IAM, "", "password");
    }
}
