package io.pilotlight.restoretest;

import java.time.Duration;

/** Logs on to restored databases. */
@FunctionalInterface
public interface RestoredDatabases {

    /**
     * Opens a restored database.
     *
     * @param limit how long all questions together may take
     * @throws RestoredDatabaseUnavailableException where it does not let the account in, or does not answer
     */
    RestoredDatabase open(DatabaseLogin login, Duration limit);
}
