package io.pilotlight.simulator.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** A real MariaDB server for tests outside of this package: what the simulator restores, with its service account. */
public final class RealMariaDb implements RealServer {

    /** What tests with a real server lock: the programs are unpacked under a lock of the process, not of a thread. */
    public static final String PROGRAMS_IN_USE = "the programs of MariaDB";

    private static final Path PROGRAMS = Path.of(System.getProperty("pilotlight.root", ".."), "target", "mariadb");

    private final MariaDbEngine engine;
    private final MariaDbDatabase database;

    public RealMariaDb(Path work) {
        engine = new MariaDbEngine(PROGRAMS, work);
        database = (MariaDbDatabase) engine.create("visitor-db-test", "kept out of every command line");
    }

    @Override
    public Connection connectAsAdministrator() throws SQLException {
        return database.asService();
    }

    @Override
    public Connection connect(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return new Driver().connect("jdbc:mariadb://127.0.0.1:%d/".formatted(port()), properties);
    }

    /** Returns the port on the loopback interface that it listens on. */
    public int port() throws SQLException {
        return Math.toIntExact(number("SELECT @@port"));
    }

    @Override
    public void close() {
        engine.close();
    }
}
