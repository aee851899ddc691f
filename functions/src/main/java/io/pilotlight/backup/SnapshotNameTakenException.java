package io.pilotlight.backup;

import io.pilotlight.step.NeedsPersonException;

/** A snapshot stands under the name of the backup, and it is not this backup's. */
public final class SnapshotNameTakenException extends NeedsPersonException {

    SnapshotNameTakenException(String snapshotId, String region, String wanted, String found) {
        super(("A DB snapshot named %s is already there in %s, and this backup did not make it: it is %s; wanted is %s. "
                + "It was left untouched, and nothing was taken or copied. Look at whose it is; the next backup takes "
                + "another name by itself.").formatted(snapshotId, region, found, wanted));
    }
}
