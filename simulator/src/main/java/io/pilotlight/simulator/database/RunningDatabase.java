package io.pilotlight.simulator.database;

import io.pilotlight.restoretest.RestoredDatabase;
import java.util.SortedSet;

/** A database that runs. Each failure is a {@link DatabaseUnavailable}. */
public interface RunningDatabase {

    /** Opens a connection with a password, as the application does. */
    VisitStore connect(String password);

    /**
     * Opens it for the account that may only read, which logs on by IAM and has no password that anybody knows. It was
     * made with the schema, so it is in every backup.
     *
     * @param username {@code pilot_light}; there is no other such account
     */
    RestoredDatabase openReadOnly(String username);

    /** Takes a consistent backup while it runs. */
    DatabaseSnapshot snapshot();

    /** Makes another password the master password. */
    void setPassword(String password);

    /** Makes it unreachable, as when its Region goes dark: open connections fail from now on. */
    void cutOff();

    /** Makes it reachable again, with all that was committed. */
    void reconnect();

    /** Stops it and removes its files. */
    void destroy();

    /** Returns the numbers of all committed visits, also while it is cut off: for the checkers alone. */
    SortedSet<Long> committedVisits();
}
