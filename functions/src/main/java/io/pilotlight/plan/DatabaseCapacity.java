package io.pilotlight.plan;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Require;
import java.util.regex.Pattern;

/**
 * Capacity in which a database can run.
 *
 * @param instanceClass such as {@code db.t3.small}
 * @param availabilityZone the one in which to restore, Single-AZ, because RDS takes no zone of a Multi-AZ instance; empty
 *     where RDS chooses among the subnet group's
 */
public record DatabaseCapacity(String instanceClass, @MayBeEmpty String availabilityZone) {

    private static final Pattern ZONE = Pattern.compile("([a-z]{2}(-[a-z]+)+-\\d[a-z](-[a-z0-9-]+)?)?");

    public DatabaseCapacity {
        Require.matching("instanceClass", instanceClass, DatabaseSite.INSTANCE_CLASS, "a DB instance class, such as db.t3.micro");
        Require.matching("availabilityZone", availabilityZone, ZONE, "an Availability Zone such as eu-west-1a, or nothing");
    }

    /** Tells whether RDS chooses the zone. */
    public boolean hasNoZone() {
        return availabilityZone.isEmpty();
    }

    @Override
    public String toString() {
        return hasNoZone() ? instanceClass : "%s in %s".formatted(instanceClass, availabilityZone);
    }
}
