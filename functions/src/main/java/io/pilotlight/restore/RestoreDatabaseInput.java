package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.recoverypoint.InstanceName;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.Require;

/**
 * @param application the plan's application; a tag of the instance
 * @param incident the incident, such as {@code 20261122t165017}; part of the instance's name, and a tag of it
 * @param region the Region in which to restore
 * @param recoveryPoint what to restore from; part of the instance's name, and a tag of it
 * @param site what the database is at that site
 */
public record RestoreDatabaseInput(
        String application, String incident, String region, RecoveryPoint recoveryPoint, DatabaseSite site) {

    public RestoreDatabaseInput {
        Require.text("application", application);
        Require.matching("incident", incident, InstanceName.INCIDENT, "a text such as 20261122t165017");
        Require.text("region", region);
    }

    /** Returns the name of the instance, the same for every call with this incident and recovery point. */
    String instanceName() {
        return InstanceName.of(site.instanceIdentifier(), incident, recoveryPoint.takenAt()).value();
    }
}
