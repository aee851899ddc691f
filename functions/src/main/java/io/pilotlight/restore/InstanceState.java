package io.pilotlight.restore;

import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What the status of a DB instance means for a recovery. Only what may lie in the snapshot lets it fall to an older
 * recovery point, because that loses data: what lies in the site, every recovery point shares.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html">Instance status</a>
 */
sealed interface InstanceState {

    /** It takes connections under that host name, and may be modified. */
    record Serving(String endpoint) implements InstanceState {}

    /** RDS works on it: wait. */
    record Growing(String reason) implements InstanceState {}

    /**
     * It is restored and takes connections under that host name, and RDS still works on it: it may not be modified yet.
     * Of the states on the way to {@code available} RDS calls only {@code creating} inaccessible.
     */
    record Reachable(String endpoint, String reason) implements InstanceState {}

    /** It is being deleted: wait until its name is free, and restore once more. */
    record Leaving(String reason) implements InstanceState {}

    /** It will not become available; a restore from another recovery point may. */
    record Broken(String reason) implements InstanceState {}

    /** AWS has no capacity for it, and does not try again by itself; another class or zone may have some. */
    record Crowded(String reason) implements InstanceState {}

    /** It will not become available by itself, for a reason that another recovery point shares: needs a person. */
    record Stuck(String reason, String remedy) implements InstanceState {}

    /** Reads the state; a status that AWS has added since is taken for work in progress, which a deadline ends. */
    static InstanceState of(DBInstance instance) {
        String status = instance.dbInstanceStatus() == null ? "" : instance.dbInstanceStatus();
        return switch (status) {
            // In the latter two RDS works on the volume, for hours, while the instance is fully operational.
            case "available", "storage-optimization", "storage-initialization" -> serving(instance, status);
            case "backing-up", "modifying" -> reachable(instance, "its status is '%s'".formatted(status));
            case "deleting", "delete-precheck" -> new Leaving("its status is '%s': it is being deleted, and the same "
                    .formatted(status) + "recovery point is restored once more when it is gone");
            case "failed", "restore-error", "incompatible-restore" ->
                    new Broken("its status is '%s', from which RDS does not bring it back".formatted(status));
            case "insufficient-capacity" -> new Crowded(
                    "its status is 'insufficient-capacity': AWS has no capacity for its instance class there now, "
                            + "and does not try again by itself");
            case String other -> StatusRemedy.of(other, instance)
                    .<InstanceState>map(remedy -> new Stuck("its status is '%s'".formatted(other), remedy))
                    .orElseGet(() -> new Growing("its status is '%s'".formatted(other)));
        };
    }

    private static InstanceState serving(DBInstance instance, String status) {
        String endpoint = endpoint(instance);
        return endpoint.isEmpty()
                ? new Growing("its status is '%s', but it has no endpoint yet".formatted(status))
                : new Serving(endpoint);
    }

    private static InstanceState reachable(DBInstance instance, String reason) {
        String endpoint = endpoint(instance);
        return endpoint.isEmpty() ? new Growing(reason) : new Reachable(endpoint, reason);
    }

    private static String endpoint(DBInstance instance) {
        return instance.endpoint() == null || instance.endpoint().address() == null ? "" : instance.endpoint().address();
    }
}
