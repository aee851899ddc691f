package io.pilotlight.backup;

import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Words for a snapshot that was found. */
final class FoundSnapshot {

    private FoundSnapshot() {}

    /** Says how far it is. */
    static String progress(DBSnapshot snapshot) {
        return "the status of %s is '%s'%s".formatted(snapshot.dbSnapshotIdentifier(), snapshot.status(),
                snapshot.percentProgress() == null ? "" : ", %d %% done".formatted(snapshot.percentProgress()));
    }
}
