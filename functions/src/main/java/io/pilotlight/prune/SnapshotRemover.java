package io.pilotlight.prune;

/** Removes snapshots; a dry run is an implementation that does not. */
interface SnapshotRemover {

    /**
     * Removes one snapshot; one that is gone already counts as removed.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException where RDS does not remove it
     */
    void remove(String region, String snapshotId);

    /** Returns how many one call removes at most. */
    int most();

    /** Returns the words that follow the number of those that this removed. */
    String done();
}
