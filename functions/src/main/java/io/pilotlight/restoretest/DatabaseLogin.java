package io.pilotlight.restoretest;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.step.Require;
import java.util.regex.Pattern;

/**
 * Where a restored database is, and who logs on there.
 *
 * @param region the Region of the restored instance
 * @param endpoint the host name of the restored instance's endpoint
 * @param port its TCP port
 * @param schema the schema that holds the tables
 * @param username the read-only account
 * @param authentication how it logs on
 * @param secretId the secret with its password, empty with {@code IAM}
 * @param passwordField the field of that secret with the password
 */
public record DatabaseLogin(
        String region,
        String endpoint,
        int port,
        String schema,
        String username,
        DatabaseAuthentication authentication,
        @MayBeEmpty String secretId,
        String passwordField) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})");

    public DatabaseLogin {
        Require.matching("endpoint", endpoint, HOST, "a host name");
        Require.between("port", port, 1, 65535);
    }
}
