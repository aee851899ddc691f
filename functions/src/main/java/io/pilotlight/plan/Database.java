package io.pilotlight.plan;

import java.util.Collections;

/** A database of the application, what it is at each site, and how its recovery points are tested at the standby site. */
public record Database(String name, DatabaseSite primary, DatabaseSite standby, RestoreTest restoreTest) {

    public Database {
        if (restoreTest.subnetGroup().equals(standby.subnetGroup())
                || !Collections.disjoint(restoreTest.securityGroupIds(), standby.securityGroupIds())) {
            throw new IllegalArgumentException(("restoreTest of '%s' shares the subnet group or a security group with the standby "
                    + "site; accepted are groups of its own, so that a restored copy is isolated").formatted(name));
        }
        if (standby.kmsKeyId().isEmpty()) {
            throw new IllegalArgumentException(("kmsKeyId of '%s' at the standby site is empty; accepted is the ARN of a key there: "
                    + "recovery points are encrypted when they are copied, also those of a database that is not").formatted(name));
        }
        if (isManaged(standby)) {
            throw new IllegalArgumentException(("passwordSecretId of '%s' at the standby site is %s, which RDS manages for another instance, "
                    + "changes by itself and deletes with it; accepted is a secret of the standby's own").formatted(name, standby.passwordSecretId()));
        }
        if (isManaged(primary) && (standby.sharesPassword() || !primary.hostField().isEmpty())) {
            throw new IllegalArgumentException(("passwordSecretId of '%s' at the primary site is %s, which RDS manages: it holds no host, and its "
                    + "password changes by itself; accepted are an empty hostField, and sharesPassword false").formatted(name, primary.passwordSecretId()));
        }
        restoreTest.isolated(standby);
    }

    /**
     * Tells whether RDS manages the master user's password.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html">Password management with
     *     Amazon RDS and AWS Secrets Manager</a>
     */
    private static boolean isManaged(DatabaseSite site) {
        return site.passwordSecretId().startsWith("rds!") || site.passwordSecretId().contains(":secret:rds!");
    }

    /** Returns what it is at the site of that name. */
    public DatabaseSite at(SiteName site) {
        return switch (site) {
            case PRIMARY -> primary;
            case STANDBY -> standby;
        };
    }

    /** Returns what it is while a recovery point of it is tested at the standby site. */
    public DatabaseSite isolated() {
        return restoreTest.isolated(standby);
    }
}
