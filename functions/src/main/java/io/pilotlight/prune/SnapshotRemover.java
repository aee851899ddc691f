package io.pilotlight.prune;

/** Removes snapshots; a dry run is an implementation that does not. */
@FunctionalInterface
interface SnapshotRemover {

    /**
     * Removes one snapshot; one that is gone already counts as removed.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException where RDS does not remove it
     */
    void remove(String region, String snapshotId);
}
