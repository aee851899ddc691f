package io.pilotlight.prune;

/** Removes nothing and makes no call. */
record DryRunRemover() implements SnapshotRemover {

    @Override
    public void remove(String region, String snapshotId) {
        // That it would be removed stands in the result.
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String done() {
        return "would be deleted";
    }
}
