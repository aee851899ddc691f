package io.pilotlight.plan;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.json.Blank;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.secret.JsonSecret;
import io.pilotlight.step.Require;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a recovery point of a database is restored in isolation at the standby site, and what must hold of its data.
 *
 * <p>The subnet group and the security groups are the test's own: nothing in them has a route to the application.
 *
 * @param instanceClass the smallest DB instance class that the database starts on
 * @param subnetGroup a DB subnet group of its own, without a route to anywhere
 * @param securityGroupIds security groups of its own, which let in the checking function alone
 * @param schema the schema (database) that holds the tables
 * @param username a read-only account of the database
 * @param authentication how that account logs on
 * @param secretId the name or ARN of the secret with that account's password; empty with {@code IAM}
 * @param passwordField the field of that secret with the password
 * @param checkTable whether {@code CHECK TABLE} is run too, which reads each table once more
 * @param tables what must hold of the data
 */
public record RestoreTest(
        String instanceClass,
        String subnetGroup,
        List<String> securityGroupIds,
        String schema,
        String username,
        DatabaseAuthentication authentication,
        @MayBeEmpty String secretId,
        String passwordField,
        boolean checkTable,
        List<TableCheck> tables) {

    /** What the base of a restore test's instance name ends in. */
    public static final String NAME_ENDS_IN = "-test";

    /** So long may the site's instance identifier be, that a test's name has room for all that is put behind it. */
    private static final int LONGEST_TESTED = 35;
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]{1,32}");

    public RestoreTest {
        Require.matching("instanceClass", instanceClass, DatabaseSite.INSTANCE_CLASS, "a DB instance class, such as db.t3.micro");
        Require.notEmpty("securityGroupIds", securityGroupIds);
        Require.matching("schema", schema, TableCheck.NAME, TableCheck.NAME_IN_WORDS);
        Require.matching("username", username, USERNAME, "1 to 32 letters, digits and underscores");
        if (Blank.is(secretId) != (authentication == DatabaseAuthentication.IAM)) {
            throw new IllegalArgumentException("authentication is %s and secretId is '%s'; accepted is IAM without a secret, or SECRET with one"
                    .formatted(authentication, secretId));
        }
        Require.matching("passwordField", passwordField, JsonSecret.FIELD, JsonSecret.FIELD_IN_WORDS);
        Require.notEmpty("tables", tables);
        Unique.names("tables", tables, TableCheck::table);
        securityGroupIds = List.copyOf(securityGroupIds);
        tables = List.copyOf(tables);
    }

    /** Returns what the database is while a recovery point of it is tested: as at its site, but isolated and small. */
    DatabaseSite isolated(DatabaseSite site) {
        String base = InstanceName.shortened(site.instanceIdentifier(), LONGEST_TESTED) + NAME_ENDS_IN;
        return new DatabaseSite(base, instanceClass, subnetGroup, securityGroupIds,
                site.parameterGroup(), site.optionGroup(), site.kmsKeyId(), site.port(), false, false,
                authentication == DatabaseAuthentication.IAM, site.storage(), List.of(), site.extendedSupport(),
                site.caCertificate(), List.of(), site.passwordSecretId(),
                site.passwordField(), false, site.hostField(), site.endpointParameter());
    }
}
