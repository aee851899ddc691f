package io.pilotlight.backup;

/** Who works on a database's backup; a dry run is an implementation that claims nothing. */
@FunctionalInterface
interface Claims {

    /** Claims a database for an execution, again without harm; {@code false} where another execution works on it. */
    boolean take(String database, String executionId);

    /** Returns the claims of a dry run: every database is free, and stays so. */
    static Claims ofDryRun() {
        return (_, _) -> true;
    }
}
