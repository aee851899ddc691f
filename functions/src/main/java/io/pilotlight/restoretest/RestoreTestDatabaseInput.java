package io.pilotlight.restoretest;

import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.RestoreTest;
import io.pilotlight.recoverypoint.InstanceName;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.step.Require;

/**
 * @param application the plan's application; a tag of the instance
 * @param executionId the ARN of the execution whose test it is; a tag of the instance, by which it is removed again
 * @param incident the test's own name, such as {@code 20261122t043000}; part of the instance's name
 * @param region the Region in which to restore
 * @param recoveryPoint what to restore from
 * @param site what the instance is: isolated and small
 */
public record RestoreTestDatabaseInput(
        String application,
        String executionId,
        String incident,
        String region,
        RecoveryPoint recoveryPoint,
        DatabaseSite site) {

    public RestoreTestDatabaseInput {
        Require.text("application", application);
        Require.text("executionId", executionId);
        Require.matching("incident", incident, InstanceName.INCIDENT, "a text such as 20261122t043000");
        Require.text("region", region);
        requireIsolated(site);
    }

    /** Returns the name of the instance, the same for every call with this incident and recovery point. */
    String instanceName() {
        return InstanceName.of(site.instanceIdentifier(), incident, recoveryPoint.takenAt()).value();
    }

    private static void requireIsolated(DatabaseSite site) {
        if (!site.instanceIdentifier().endsWith(RestoreTest.NAME_ENDS_IN) || site.multiAz() || site.deletionProtection()) {
            throw new IllegalArgumentException(("site is %s, %s and %s; accepted is a restore test's own, whose "
                    + "instanceIdentifier ends in %s, in one Availability Zone and without deletion protection").formatted(
                    site.instanceIdentifier(), site.multiAz() ? "Multi-AZ" : "Single-AZ",
                    site.deletionProtection() ? "protected from deletion" : "not protected from deletion", RestoreTest.NAME_ENDS_IN));
        }
    }
}
