package io.pilotlight.simulator.database;

/** The names of what the visitor counter keeps in its database. */
final class VisitTable {

    /** The application's schema, which MySQL takes in backticks alone. */
    static final String SCHEMA = "visitor-counter";
    static final String TABLE = "visitors";
    static final String ID = "id";
    /** When a visit was, in UTC, to the second. */
    static final String VISITED_AT = "visit_time";

    /** What the page itself sends to its database before each visit. */
    static final String CREATE = """
            CREATE TABLE IF NOT EXISTS `visitor-counter`.visitors (id INT AUTO_INCREMENT PRIMARY KEY, ip_address VARCHAR(45), \
            user_agent TEXT, visit_time TIMESTAMP DEFAULT CURRENT_TIMESTAMP, page_url VARCHAR(255)) ENGINE=InnoDB""";

    private VisitTable() {}
}
