package io.pilotlight.restoretest;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.lease.Incident;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.RestoreTest;
import io.pilotlight.recoverypoint.RecoveryPoint;
import io.pilotlight.restore.ConvergingRestore;
import io.pilotlight.restore.InstanceRestore;
import io.pilotlight.restore.RestoreDatabaseHandler;
import io.pilotlight.restore.StuckInstanceException;
import io.pilotlight.step.Require;
import io.pilotlight.step.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Restores a recovery point into isolation, so that its data can be looked at, and follows the instance until it is
 * available: small, in one Availability Zone, not public, deletable, and marked as the test of this execution.
 *
 * <p>Idempotent, and makes its calls, as {@link ConvergingRestore} does. Throws
 * {@link io.pilotlight.restore.NameTakenException}, {@link RestoreTestStuckException} and
 * {@link io.pilotlight.restore.SharedCauseException}.
 */
public final class RestoreTestDatabaseHandler
        extends StepHandler<RestoreTestDatabaseHandler.Input, RestoreDatabaseHandler.Result> {

    /**
     * @param application the plan's application; a tag of the instance
     * @param executionId the ARN of the execution whose test it is; a tag of the instance, by which it is removed again
     * @param incident the test's own name, such as {@code 20261122t043000}; part of the instance's name
     * @param region the Region in which to restore
     * @param recoveryPoint what to restore from
     * @param site what the instance is: isolated and small
     */
    public record Input(
            String application,
            String executionId,
            String incident,
            String region,
            RecoveryPoint recoveryPoint,
            DatabaseSite site) {

        public Input {
            Require.matching("incident", incident, Incident.NAME, "a text such as 20261122t043000");
            requireIsolated(site);
        }

        /** Returns the names that the instance may have, the same for every call with this incident and recovery point. */
        List<String> instanceNames() {
            return InstanceName.several(
                    site.instanceIdentifier(), incident, recoveryPoint.takenAt(), site.capacities().size());
        }

        private static void requireIsolated(DatabaseSite site) {
            if (!site.instanceIdentifier().endsWith(RestoreTest.NAME_ENDS_IN)
                    || site.multiAz()
                    || site.deletionProtection()) {
                throw new IllegalArgumentException(("site is %s, %s and %s; accepted is a restore test's own, whose"
                    + " instanceIdentifier ends in %s, in one Availability Zone and without deletion protection")
                        .formatted(
                                site.instanceIdentifier(),
                                site.multiAz() ? "Multi-AZ" : "Single-AZ",
                                site.deletionProtection() ? "protected from deletion" : "not protected from deletion",
                                RestoreTest.NAME_ENDS_IN));
            }
        }
    }

    private final ConvergingRestore restore;

    /** For Lambda. */
    public RestoreTestDatabaseHandler() {
        this(AwsClients.regional(RdsClient::builder));
    }

    public RestoreTestDatabaseHandler(Regional<RdsClient> rds) {
        this.restore = new ConvergingRestore(rds);
    }

    @Override
    protected RestoreDatabaseHandler.Result step(Input input) {
        String snapshotId = input.recoveryPoint().snapshotId();
        InstanceTags tags = new InstanceTags(input.application(), input.incident(), snapshotId, input.executionId());
        try {
            return restore.step(new InstanceRestore(
                    input.region(), input.instanceNames(), snapshotId, input.site(), tags, false));
        } catch (StuckInstanceException stuck) {
            throw new RestoreTestStuckException(input.site(), stuck);
        }
    }
}
