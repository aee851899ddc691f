package io.pilotlight.simulator.database;

/** The names of what the visitor counter keeps in its database. */
final class VisitTable {

    /** The application's schema. */
    static final String SCHEMA = "visitors";
    static final String TABLE = "visits";
    /** When a visit was, in UTC. */
    static final String VISITED_AT = "visited_at";

    private VisitTable() {}
}
