package io.pilotlight.restoretest;

import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.plan.TableCheck;
import io.pilotlight.step.Require;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * @param database the plan's name of the database
 * @param region the Region of the restored instance
 * @param endpoint the host name of the restored instance's endpoint
 * @param port its TCP port
 * @param schema the schema that holds the table
 * @param username the read-only account
 * @param authentication how it logs on
 * @param secretId the secret with its password, empty with {@code IAM}
 * @param takenAt when the recovery point was taken: no row is newer, and the newest is not much older
 * @param table what must hold
 */
public record CheckRestoredDataInput(
        String database,
        String region,
        String endpoint,
        int port,
        String schema,
        String username,
        DatabaseAuthentication authentication,
        String secretId,
        Instant takenAt,
        TableCheck table) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})");

    public CheckRestoredDataInput {
        Require.text("database", database);
        Require.text("region", region);
        Require.matching("endpoint", endpoint, HOST, "a host name");
        Require.between("port", port, 1, 65535);
        Require.text("schema", schema);
        Require.text("username", username);
    }
}
