package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.database.DatabaseSnapshot;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** One DB snapshot: what RDS says of it, and the data in it. */
final class SimulatedSnapshot {

    private DatabaseSnapshot data;
    private DBSnapshot description;
    private String statusOfRestore;
    private boolean interrupted;

    /** @param statusOfRestore where a restore from it ends, such as {@code failed}; {@code available} for a sound one */
    SimulatedSnapshot(DBSnapshot description, DatabaseSnapshot data, String statusOfRestore) {
        this.description = description;
        this.data = data;
        this.statusOfRestore = statusOfRestore;
    }

    DBSnapshot description() {
        return description;
    }

    DatabaseSnapshot data() {
        return data;
    }

    String id() {
        return description.dbSnapshotIdentifier();
    }

    String statusOfRestore() {
        return statusOfRestore;
    }

    void corrupt(String status) {
        statusOfRestore = status;
    }

    /** Lets it hold other data than it says. */
    void damage(UnaryOperator<DatabaseSnapshot> damage) {
        data = damage.apply(data);
    }

    boolean is(String status) {
        return description.status().equals(status);
    }

    boolean isManual() {
        return description.snapshotType().equals("manual");
    }

    boolean isCopyInFlightOf(String sourceArn) {
        return is("creating") && sourceArn.equals(description.sourceDBSnapshotIdentifier());
    }

    boolean isCopyInFlight() {
        return is("creating") && description.sourceRegion() != null;
    }

    /** Lets this copy, which is in flight, end as {@code failed}, because its source went away or for no reason that AWS gives. */
    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    void change(UnaryOperator<DBSnapshot.Builder> change) {
        description = change.apply(description.toBuilder()).build();
    }
}
