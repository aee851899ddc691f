package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.restoretest.DatabaseLogin;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabaseUnavailableException;
import io.pilotlight.restoretest.RestoredDatabases;
import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Permissions;
import io.pilotlight.simulator.cloud.rds.RdsRegions;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The databases that a function in the restore test's network reaches: those in the test's security group, on their own
 * port, for an account that logs on by IAM.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM database
 *     authentication</a>
 */
final class IsolatedDatabases implements RestoredDatabases {

    private static final String CONNECT = "rds-db:connect";

    private final CloudContext context;
    private final RdsRegions databases;
    private final String securityGroup;
    private final Permissions permissions;
    private final LongSupplier rowsInARow;
    private final BooleanSupplier hasKeys;

    /**
     * @param rowsInARow how many rows each row of a table stands for, so that a look at it takes as much longer
     * @param hasKeys whether tables have a primary key
     */
    IsolatedDatabases(CloudContext context, RdsRegions databases, String securityGroup, Permissions permissions, LongSupplier rowsInARow,
            BooleanSupplier hasKeys) {
        this.context = context;
        this.databases = databases;
        this.securityGroup = securityGroup;
        this.permissions = permissions;
        this.rowsInARow = rowsInARow;
        this.hasKeys = hasKeys;
    }

    @Override
    public RestoredDatabase open(DatabaseLogin login, Duration limit) {
        if (login.authentication() != DatabaseAuthentication.IAM) {
            throw new UnsupportedOperationException(
                    "the simulated databases let the read-only account in by IAM alone");
        }
        VirtualPace pace = new VirtualPace(context);
        pace.spend(context.latencies().databaseLogOn());
        requireReachable(login);
        requireLetIn(login);
        try {
            return new PacedDatabase(databases.at(login.endpoint()).openReadOnly(login.username()), pace, rowsInARow.getAsLong(),
                    hasKeys.getAsBoolean(), limit);
        } catch (DatabaseUnavailable silent) {
            throw refused("%s does not answer: %s".formatted(login.endpoint(), silent.getMessage()));
        }
    }

    private void requireReachable(DatabaseLogin login) {
        DBInstance instance = databases.describe(login.endpoint())
                .orElseThrow(() -> refused("%s: unknown host, or nothing runs there".formatted(login.endpoint())));
        boolean inGroup = instance.vpcSecurityGroups().stream()
                .anyMatch(group -> group.vpcSecurityGroupId().equals(securityGroup));
        if (!inGroup || instance.endpoint().port() != login.port()) {
            throw refused("%s:%d: connect timed out; from here only %s can be reached, on its own port".formatted(
                    login.endpoint(), login.port(), securityGroup));
        }
    }

    /** RDS says no more to somebody whom it does not let in than that. */
    private void requireLetIn(DatabaseLogin login) {
        String caller = context.callers().current();
        DBInstance instance = databases.describe(login.endpoint()).orElseThrow();
        String user = "dbuser:%s/%s".formatted(instance.dbiResourceId(), login.username());
        boolean allowed = permissions.allow(caller, Access.to(CONNECT, Arns.of("rds-db", login.region(), user)));
        context.journal().add(new JournalEvent.ApiCalled(
                context.timeline().now(), caller, CONNECT, login.region(), allowed ? "" : "AccessDenied", login));
        boolean signedForItsRegion = instance.dbInstanceArn().contains(":rds:%s:".formatted(login.region()));
        if (!allowed || !signedForItsRegion || !Boolean.TRUE.equals(instance.iamDatabaseAuthenticationEnabled())) {
            throw refused("Access denied for user '%s' (using password: YES)".formatted(login.username()));
        }
    }

    private static RestoredDatabaseUnavailableException refused(String message) {
        return new RestoredDatabaseUnavailableException(message);
    }
}
