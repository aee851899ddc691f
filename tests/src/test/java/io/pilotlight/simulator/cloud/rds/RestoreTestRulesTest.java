package io.pilotlight.simulator.cloud.rds;

import static io.pilotlight.simulator.cloud.rds.RdsFixture.INSTANCE;
import static io.pilotlight.simulator.cloud.rds.RdsFixture.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;

/** What RDS does with an instance that is restored only to be looked at. */
class RestoreTestRulesTest {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final RdsFixture fixture = new RdsFixture();
    private final SimulatedRds standby = fixture.standby;

    @BeforeEach
    void takeARecoveryPoint() {
        fixture.visit(1);
        fixture.snapshot("first");
        fixture.copy("first");
    }

    @Test
    void letsAccountsLogOnByIamOnlyWhereTheRestoreAsksForIt() {
        standby.restoreDBInstanceFromDBSnapshot(RdsFixture.explicit("first", "plain").build());
        standby.restoreDBInstanceFromDBSnapshot(RdsFixture.explicit("first", "by-iam")
                .enableIAMDatabaseAuthentication(true).build());

        assertThat(describe(standby, "plain").iamDatabaseAuthenticationEnabled()).isFalse();
        assertThat(describe(standby, "by-iam").iamDatabaseAuthenticationEnabled()).isTrue();
    }

    @Test
    void turnsLogOnByIamOnWithAModification() {
        standby.restoreDBInstanceFromDBSnapshot(RdsFixture.explicit("first", "plain").build());
        fixture.cloud.pass(HALF_HOUR);
        standby.modifyDBInstance(request -> request
                .dbInstanceIdentifier("plain").enableIAMDatabaseAuthentication(true).applyImmediately(true));
        assertThat(describe(standby, "plain").pendingModifiedValues().iamDatabaseAuthenticationEnabled()).isTrue();

        fixture.cloud.pass(HALF_HOUR);

        assertThat(describe(standby, "plain").iamDatabaseAuthenticationEnabled()).isTrue();
        assertThat(describe(standby, "plain").pendingModifiedValues().iamDatabaseAuthenticationEnabled()).isNull();
    }

    /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html */
    @Test
    void deletesAnInstanceThatIsStillBeingCreatedButTakesNoFinalSnapshotOfIt() {
        standby.restoreDBInstanceFromDBSnapshot(
                RdsFixture.explicit("first", "restored").deletionProtection(false).build());

        assertThatThrownBy(() -> standby.deleteDBInstance(request -> request
                        .dbInstanceIdentifier("restored").finalDBSnapshotIdentifier("last")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        standby.deleteDBInstance(request -> request.dbInstanceIdentifier("restored").skipFinalSnapshot(true));
        fixture.cloud.pass(HALF_HOUR);

        assertThatThrownBy(() -> describe(standby, "restored")).isInstanceOf(DbInstanceNotFoundException.class);
    }

    @Test
    void keepsAutomatedBackupsOfADeletedInstanceWhereAsked() {
        fixture.primary.takeAutomatedSnapshot(INSTANCE);
        fixture.cloud.pass(HALF_HOUR);
        fixture.primary.deleteDBInstance(request -> request
                .dbInstanceIdentifier(INSTANCE).skipFinalSnapshot(true).deleteAutomatedBackups(false));
        fixture.cloud.pass(HALF_HOUR);

        assertThat(fixture.primary.describeDBSnapshots(request -> request.snapshotType("automated")).dbSnapshots()).hasSize(1);
    }

    @Test
    void keepsTheSizeOfTheStorageInSnapshotCopyAndRestore() {
        int size = describe(fixture.primary, INSTANCE).allocatedStorage();
        DBSnapshot copy = RdsFixture.describeSnapshot(standby, "first");
        standby.restoreDBInstanceFromDBSnapshot(RdsFixture.explicit("first", "restored").build());

        assertThat(size).isPositive();
        assertThat(copy.allocatedStorage()).isEqualTo(size);
        assertThat(describe(standby, "restored").allocatedStorage()).isEqualTo(size);
    }
}
