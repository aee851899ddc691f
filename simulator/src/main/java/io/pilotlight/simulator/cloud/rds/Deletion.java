package io.pilotlight.simulator.cloud.rds;

import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;

/**
 * When a DB instance may be deleted: in every status but {@code deleting}, also while it is {@code creating}; only a final
 * snapshot cannot be had of every one.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html">Deleting a DB instance:
 *     no final snapshot where the status is creating, failed, incompatible-restore or incompatible-network</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html">DeleteDBInstance</a>
 */
final class Deletion {

    private Deletion() {}

    static void check(SimulatedInstance instance, DeleteDbInstanceRequest request) {
        boolean skip = Boolean.TRUE.equals(request.skipFinalSnapshot());
        if (instance.is("deleting")) {
            throw RdsErrors.invalidInstanceState("Instance %s is already being deleted.".formatted(instance.id()));
        }
        if (Boolean.TRUE.equals(instance.description().deletionProtection())) {
            throw RdsErrors.invalidCombination(
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        if (!skip && request.finalDBSnapshotIdentifier() == null) {
            throw RdsErrors.invalidCombination(
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        if (skip && request.finalDBSnapshotIdentifier() != null) {
            throw RdsErrors.invalidCombination(
                    "FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is specified.");
        }
    }
}
