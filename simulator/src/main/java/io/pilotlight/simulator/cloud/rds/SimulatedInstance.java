package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.RunningDatabase;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;

/** One DB instance: what RDS says of it, and the database that runs behind it. */
final class SimulatedInstance {

    private DBInstance description;
    private CountedDatabase database;
    private String requestedPassword = "";
    private boolean lost;
    private boolean restarting;
    private boolean regionDark;
    private boolean reachable;
    private SortedSet<Long> rowsAtTheEnd = Collections.emptySortedSet();

    SimulatedInstance(DBInstance description) {
        this.description = description;
    }

    DBInstance description() {
        return description;
    }

    String id() {
        return description.dbInstanceIdentifier();
    }

    String status() {
        return description.dbInstanceStatus();
    }

    boolean is(String status) {
        return status().equals(status);
    }

    void status(String status) {
        change(builder -> builder.dbInstanceStatus(status));
    }

    /** Goes on to a status, unless something else has happened to it meanwhile. */
    void move(String from, String to) {
        if (is(from)) {
            status(to);
        }
    }

    void parameterGroupStatus(String status) {
        change(builder -> builder.dbParameterGroups(description.dbParameterGroups().stream()
                .map(group -> group.toBuilder().parameterApplyStatus(status).build())
                .toList()));
    }

    void change(UnaryOperator<DBInstance.Builder> change) {
        description = change.apply(description.toBuilder()).build();
    }

    void giveEndpoint(String host) {
        change(builder -> builder.endpoint(Endpoint.builder().address(host).port(description.dbInstancePort()).build()));
    }

    boolean answersAt(String host) {
        return database != null
                && description.endpoint() != null
                && description.endpoint().address().equals(host);
    }

    void run(CountedDatabase started) {
        database = started;
        reachable = true;
        settle();
    }

    Optional<CountedDatabase> database() {
        return Optional.ofNullable(database);
    }

    /** Remembers the password that was asked for last. */
    void requestPassword(String password) {
        requestedPassword = password;
    }

    /** A server that answers nobody does not take it, and RDS goes on all the same. */
    void applyRequestedPassword() {
        try {
            database.setPassword(requestedPassword);
        } catch (DatabaseUnavailable _) {
            // Its password stays as it was.
        }
    }

    /** Tells whether it never becomes available again, and is not being deleted. */
    boolean isBroken() {
        return is("failed") || is("insufficient-capacity") || is("storage-full") || status().startsWith("incompatible-")
                || status().startsWith("inaccessible-");
    }

    /** Cuts it off for good. */
    void lose() {
        lost = true;
        settle();
    }

    void restarting(boolean now) {
        restarting = now;
        settle();
    }

    void regionDark(boolean now) {
        regionDark = now;
        settle();
    }

    SortedSet<Long> rows() {
        return database == null ? rowsAtTheEnd : database.committedVisits();
    }

    void destroy() {
        if (database != null) {
            rowsAtTheEnd = new TreeSet<>(database.committedVisits());
            database.destroy();
            database = null;
        }
    }

    private void settle() {
        boolean wanted = !lost && !restarting && !regionDark;
        if (database == null || wanted == reachable) {
            return;
        }
        reachable = wanted;
        if (wanted) {
            database.reconnect();
        } else {
            database.cutOff();
        }
    }
}
