package io.pilotlight.verification;

import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.RestoreTest;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Status;
import java.time.Duration;
import java.util.List;

/**
 * What an execution verifies.
 *
 * @param status {@code DONE}
 * @param application the plan's application
 * @param activeSite the site that is recorded as active
 * @param sourceRegion the active site's Region
 * @param targetRegion the Region that the recovery points are in
 * @param bucket the bucket of the services' configuration
 * @param rpoSeconds recovery point objective
 * @param services the services whose saved configuration is checked
 * @param restoreTests the databases of which a recovery point is restored; empty where no restore test was asked for, or
 *     none can be made now
 * @param findings why a restore test that was asked for is not made
 */
public record DecideVerificationResult(
        Status status,
        String application,
        SiteName activeSite,
        String sourceRegion,
        String targetRegion,
        String bucket,
        long rpoSeconds,
        List<ServiceToVerify> services,
        List<RestoreTestToMake> restoreTests,
        List<Finding> findings) {

    /** A service and what it is at both sites. */
    public record ServiceToVerify(String name, ServiceSite source, ServiceSite target) {}

    /**
     * A restore test.
     *
     * @param name the plan's name of the database
     * @param incident the test's own name, as the incident's stands in the name of an instance that a recovery restores
     * @param sourceInstance the base of the source DB instance's name
     * @param kmsKeyId the key under which the recovery point must be encrypted
     * @param maximumAge the age past which a recovery point is not believed
     * @param site what the restored instance is: isolated and small
     * @param test what must hold of its data
     */
    public record RestoreTestToMake(
            String name,
            String incident,
            String sourceInstance,
            String kmsKeyId,
            Duration maximumAge,
            DatabaseSite site,
            RestoreTest test) {}
}
