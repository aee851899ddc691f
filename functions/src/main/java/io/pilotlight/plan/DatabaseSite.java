package io.pilotlight.plan;

import io.pilotlight.json.Blank;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.secret.JsonSecret;
import io.pilotlight.step.Require;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a database is at one site: all that a restore has to set explicitly, because RDS would otherwise take its own
 * defaults (default VPC, default groups, Single-AZ, no deletion protection, {@code gp3}, no log exports, Extended Support).
 *
 * @param instanceIdentifier the DB instance's name; a restored instance's name begins with it
 * @param instanceClass such as {@code db.t3.micro}
 * @param subnetGroup the DB subnet group of this site
 * @param securityGroupIds the VPC security groups of this site
 * @param parameterGroup the DB parameter group of this site; parameter groups are Regional. A name that begins with
 *     {@code default.} stands for RDS's own, of whatever engine version it is
 * @param optionGroup the option group of this site; option groups are Regional. {@code default:} stands for RDS's own
 * @param kmsKeyId the ARN of the KMS key of this site, under which its recovery points are encrypted; empty where it has
 *     none of its own: the database may be unencrypted there, and copies to it are under RDS's key of its Region
 * @param port the TCP port
 * @param multiAz whether a second Availability Zone stands by
 * @param deletionProtection whether the instance refuses to be deleted
 * @param iamAuthentication whether accounts may log on by IAM; a restore turns it off unless it is asked for
 * @param storage where its storage is to differ from the snapshot's
 * @param logExports the logs that go to CloudWatch Logs, such as {@code error}; a restore forgets the source's
 * @param extendedSupport whether it may be enrolled in RDS Extended Support, which costs money; without it, RDS upgrades
 *     a restored instance whose major version is past its standard support
 * @param caCertificate the certificate authority of its server certificate, empty for the Region's default
 * @param alternatives other capacity, taken in this order where AWS has none for {@code instanceClass}
 * @param passwordSecretId the name or ARN of this site's own secret, a JSON object
 * @param passwordField its field with the master user's password, by the application's name for it, such as {@code DB_PASS}
 * @param sharesPassword whether that secret holds the password that the recovery points hold, so that none has to be set
 * @param hostField the field of that secret in which the application finds the database's host name; empty where it
 *     finds it in a parameter
 * @param endpointParameter the name of the SSM parameter in which the application finds it; empty where it finds it in
 *     the secret
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html">Restoring to a DB
 *     instance</a>
 */
public record DatabaseSite(
        String instanceIdentifier,
        String instanceClass,
        String subnetGroup,
        List<String> securityGroupIds,
        String parameterGroup,
        String optionGroup,
        @MayBeEmpty String kmsKeyId,
        int port,
        boolean multiAz,
        boolean deletionProtection,
        boolean iamAuthentication,
        DatabaseStorage storage,
        List<String> logExports,
        boolean extendedSupport,
        @MayBeEmpty String caCertificate,
        List<DatabaseCapacity> alternatives,
        String passwordSecretId,
        String passwordField,
        boolean sharesPassword,
        @MayBeEmpty String hostField,
        @MayBeEmpty String endpointParameter) {

    private static final Pattern IDENTIFIER = Pattern.compile("(?=.{1,63}$)[a-z](-?[a-z0-9])*");
    static final Pattern INSTANCE_CLASS = Pattern.compile("db\\.[a-z0-9-]+\\.[a-z0-9]+");
    private static final Pattern LOG = Pattern.compile("audit|error|general|slowquery|iam-db-auth-error");
    /** As many as an instance's name tells apart. */
    private static final int MOST_ALTERNATIVES = 6;

    public DatabaseSite {
        Require.matching("instanceIdentifier", instanceIdentifier, IDENTIFIER,
                "1 to 63 lower-case letters, digits and single hyphens, a letter first and no hyphen last");
        Require.matching("instanceClass", instanceClass, INSTANCE_CLASS, "a DB instance class, such as db.t3.micro");
        Require.notEmpty("securityGroupIds", securityGroupIds);
        Require.between("port", port, 1150, 65535);
        logExports.forEach(log -> Require.matching("logExports", log, LOG, "audit, error, general, slowquery or iam-db-auth-error"));
        Unique.names("logExports", logExports, log -> log);
        Require.between("the number of alternatives", alternatives.size(), 0, MOST_ALTERNATIVES);
        Require.matching("passwordField", passwordField, JsonSecret.FIELD, JsonSecret.FIELD_IN_WORDS);
        if (Blank.is(hostField) == Blank.is(endpointParameter)) {
            throw new IllegalArgumentException("hostField is '%s' and endpointParameter is '%s'; accepted is one of the two, and the other empty: the application finds its database's host in one place"
                    .formatted(hostField, endpointParameter));
        }
        if (!hostField.isEmpty()) {
            Require.matching("hostField", hostField, JsonSecret.FIELD, JsonSecret.FIELD_IN_WORDS);
        }
        if (hostField.equals(passwordField)) {
            throw new IllegalArgumentException("hostField and passwordField are both '%s'; accepted are two fields of the secret".formatted(hostField));
        }
        securityGroupIds = List.copyOf(securityGroupIds);
        logExports = List.copyOf(logExports);
        alternatives = List.copyOf(alternatives);
        Unique.names("alternatives", capacities(instanceClass, alternatives), DatabaseCapacity::toString);
    }

    /** Returns the capacity in which to restore it: the first that AWS has is taken. */
    public List<DatabaseCapacity> capacities() {
        return capacities(instanceClass, alternatives);
    }

    private static List<DatabaseCapacity> capacities(String instanceClass, List<DatabaseCapacity> alternatives) {
        return Stream.concat(Stream.of(new DatabaseCapacity(instanceClass, "")), alternatives.stream()).toList();
    }

    /**
     * Tells whether an option group or a parameter group is one that RDS makes by itself with the first instance of an engine
     * version in a Region: before that it has none of that name, and it takes it where none is named.
     */
    public static boolean isDefault(String group) {
        return group.startsWith("default:") || group.startsWith("default.");
    }
}
