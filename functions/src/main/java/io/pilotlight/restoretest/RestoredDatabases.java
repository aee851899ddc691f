package io.pilotlight.restoretest;

/** Logs on to restored databases. */
@FunctionalInterface
public interface RestoredDatabases {

    /**
     * Opens a restored database.
     *
     * @throws RestoredDatabaseUnavailableException where it does not let the account in, or does not answer
     */
    RestoredDatabase open(CheckRestoredDataHandler.Input input);
}
