package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.restoretest.CheckRestoredDataHandler;
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

    /** @param rowsInARow how many rows each row of a table stands for, so that a look at it takes as much longer */
    IsolatedDatabases(CloudContext context, RdsRegions databases, String securityGroup, Permissions permissions, LongSupplier rowsInARow) {
        this.context = context;
        this.databases = databases;
        this.securityGroup = securityGroup;
        this.permissions = permissions;
        this.rowsInARow = rowsInARow;
    }

    @Override
    public RestoredDatabase open(CheckRestoredDataHandler.Input input) {
        if (input.authentication() != DatabaseAuthentication.IAM) {
            throw new UnsupportedOperationException(
                    "the simulated databases let the read-only account in by IAM alone");
        }
        VirtualPace pace = new VirtualPace(context);
        pace.spend(context.latencies().databaseLogOn());
        requireReachable(input);
        requireLetIn(input);
        try {
            return new PacedDatabase(databases.at(input.endpoint()).openReadOnly(input.username()), pace, rowsInARow.getAsLong(),
                    input.limit(context.timeline().now()));
        } catch (DatabaseUnavailable silent) {
            throw refused("%s does not answer: %s".formatted(input.endpoint(), silent.getMessage()));
        }
    }

    private void requireReachable(CheckRestoredDataHandler.Input input) {
        DBInstance instance = databases.describe(input.endpoint())
                .orElseThrow(() -> refused("%s: unknown host, or nothing runs there".formatted(input.endpoint())));
        boolean inGroup = instance.vpcSecurityGroups().stream()
                .anyMatch(group -> group.vpcSecurityGroupId().equals(securityGroup));
        if (!inGroup || instance.endpoint().port() != input.port()) {
            throw refused("%s:%d: connect timed out; from here only %s can be reached, on its own port".formatted(
                    input.endpoint(), input.port(), securityGroup));
        }
    }

    /** RDS says no more to somebody whom it does not let in than that. */
    private void requireLetIn(CheckRestoredDataHandler.Input input) {
        String caller = context.callers().current();
        DBInstance instance = databases.describe(input.endpoint()).orElseThrow();
        String user = "dbuser:%s/%s".formatted(instance.dbiResourceId(), input.username());
        boolean allowed = permissions.allow(caller, Access.to(CONNECT, Arns.of("rds-db", input.region(), user)));
        context.journal().add(new JournalEvent.ApiCalled(
                context.timeline().now(), caller, CONNECT, input.region(), allowed ? "" : "AccessDenied", input));
        boolean signedForItsRegion = instance.dbInstanceArn().contains(":rds:%s:".formatted(input.region()));
        if (!allowed || !signedForItsRegion || !Boolean.TRUE.equals(instance.iamDatabaseAuthenticationEnabled())) {
            throw refused("Access denied for user '%s' (using password: YES)".formatted(input.username()));
        }
    }

    private static RestoredDatabaseUnavailableException refused(String message) {
        return new RestoredDatabaseUnavailableException(message);
    }
}
