package io.pilotlight.simulator.application;

import io.pilotlight.simulator.database.RunningDatabase;

/** What a task of the visitor counter finds in its Region, as its task definition says. */
public interface Surroundings {

    /** Reads the host name of the database in the Region, from wherever it finds it. */
    String databaseHost(String region);

    /** Reads the password from the Region's own secret. */
    String databasePassword(String region);

    /**
     * Finds the database behind a host name, from within a Region.
     *
     * @throws io.pilotlight.simulator.database.DatabaseUnavailable where the name leads nowhere
     */
    Instance database(String region, String host);

    /** A DB instance: its name, and the database that runs behind it. */
    record Instance(String identifier, RunningDatabase database) {}

    /** Tells whether a task starts without its database, as a page does that connects on each request. */
    default boolean startsWithoutDatabase() {
        return false;
    }

    /** Tells whether a release has changed the page that is checked. */
    default boolean isPageChanged() {
        return false;
    }

    /** Tells whether a release has moved the page that is checked: visitors follow its links. */
    default boolean isPageMoved() {
        return false;
    }
}
