package io.pilotlight.simulator.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Real MariaDB servers on this machine's loopback interface, for the drill: each database a process of its own, each
 * snapshot a backup taken by {@code mariadb-dump} while it runs, each restore that backup loaded into a new server.
 *
 * <p>It is MariaDB and not the MySQL that RDS would run; see {@link MariaDbDistribution}. No password is ever on a command
 * line: MariaDB's programs read theirs from files that only their owner may read.
 */
public final class MariaDbEngine implements DatabaseEngine {

    private static final List<String> SCHEMA = List.of(
            "CREATE DATABASE `visitor-counter`",
            VisitTable.CREATE,
            "GRANT ALL PRIVILEGES ON `visitor-counter`.* TO admin@'%'",
            "GRANT SELECT ON `visitor-counter`.* TO pilot_light@'%'");

    private final MariaDbDistribution distribution;
    private final Path folder;
    private final ServerGuard guard;
    private final Account service = Account.withUnknownPassword(Account.SERVICE);
    private final Account reader = Account.withUnknownPassword(Account.READER);
    private int folders;

    /**
     * Unpacks MariaDB's programs unless that was done before, and makes a folder for this engine's servers.
     *
     * @param programs where the programs are kept from run to run, such as {@code target/mariadb}
     * @param work where this engine makes a folder of its own, which is gone once it is closed, such as {@code target/drill}
     * @throws UnsupportedPlatform where there are no MariaDB programs for this platform
     */
    public MariaDbEngine(Path programs, Path work) {
        this.distribution = MariaDbDistribution.unpackedIn(programs.toAbsolutePath().normalize());
        try {
            Files.createDirectories(work);
            this.folder = Files.createTempDirectory(work.toRealPath(), "databases-");
        } catch (IOException failure) {
            throw new UncheckedIOException("no folder for the databases could be made in " + work, failure);
        }
        this.guard = new ServerGuard(folder);
    }

    @Override
    public RunningDatabase create(String instanceIdentifier, String password) {
        return newDatabase(instanceIdentifier, password, server -> makeSchema(server, password));
    }

    @Override
    public RunningDatabase restore(String instanceIdentifier, DatabaseSnapshot snapshot) {
        MariaDbBackup backup = (MariaDbBackup) snapshot.data();
        return newDatabase(instanceIdentifier, snapshot.password(), server -> {
            Path options = clientOptions(server);
            backup.load(distribution, options);
            Files.delete(options);
        });
    }

    @Override
    public DatabaseSnapshot withoutVisitsFrom(DatabaseSnapshot snapshot, Instant instant) {
        try {
            MariaDbBackup damaged = ((MariaDbBackup) snapshot.data())
                    .withoutVisitsFrom(instant, nextFolder("backup").resolve("backup.sql"));
            return new DatabaseSnapshot(snapshot.password(), damaged, snapshot.lastVisit(), snapshot.visits());
        } catch (IOException failure) {
            throw new UncheckedIOException("the snapshot was not damaged", failure);
        }
    }

    @Override
    public DatabaseSnapshot withoutTable(DatabaseSnapshot snapshot) {
        try {
            MariaDbBackup damaged = ((MariaDbBackup) snapshot.data()).withoutTable(nextFolder("backup").resolve("backup.sql"));
            return new DatabaseSnapshot(snapshot.password(), damaged, snapshot.lastVisit(), snapshot.visits());
        } catch (IOException failure) {
            throw new UncheckedIOException("the snapshot was not damaged", failure);
        }
    }

    @Override
    public void close() {
        guard.close();
    }

    Account service() {
        return service;
    }

    /** Returns the account that may only read; in RDS it would log on by IAM. */
    Account reader() {
        return reader;
    }

    MariaDbServer startServer(Path server, Optional<Path> initialisation) throws IOException {
        return MariaDbServer.start(guard, distribution, server, initialisation);
    }

    MariaDbBackup backUp(MariaDbServer server, List<String> accounts) throws IOException {
        Path options = clientOptions(server);
        MariaDbBackup backup =
                MariaDbBackup.take(distribution, options, accounts, nextFolder("backup").resolve("backup.sql"));
        Files.delete(options);
        return backup;
    }

    private RunningDatabase newDatabase(String instanceIdentifier, String password, FirstContent content) {
        try {
            Path home = nextFolder(instanceIdentifier);
            distribution.copyEmptyDataTo(home.resolve("data"));
            Path initialisation = PrivateFiles.write(home.resolve("init.sql"), serviceAccount());
            MariaDbServer server = startServer(home, Optional.of(initialisation));
            Files.delete(initialisation);
            content.fill(server);
            return new MariaDbDatabase(this, instanceIdentifier, home, server, password);
        } catch (IOException | SQLException failure) {
            throw new DatabaseUnavailable(
                    "%s was not made: %s".formatted(instanceIdentifier, failure.getMessage()), failure);
        }
    }

    private String serviceAccount() {
        return """
                CREATE USER %1$s@'127.0.0.1' IDENTIFIED BY '%2$s';
                GRANT ALL PRIVILEGES ON *.* TO %1$s@'127.0.0.1' WITH GRANT OPTION;
                """.formatted(service.name(), service.password());
    }

    private void makeSchema(MariaDbServer server, String password) throws SQLException {
        try (Connection connection = server.connect(service, "")) {
            makeAccount(connection, new Account(Account.MASTER, password));
            makeAccount(connection, reader);
            for (String statement : SCHEMA) {
                try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                    prepared.executeUpdate();
                }
            }
        }
    }

    private static void makeAccount(Connection connection, Account account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("CREATE USER ?@'%' IDENTIFIED BY ?")) {
            statement.setString(1, account.name());
            statement.setString(2, account.password());
            statement.executeUpdate();
        }
    }

    private Path clientOptions(MariaDbServer server) throws IOException {
        return PrivateFiles.write(nextFolder("client").resolve("options.cnf"), server.clientOptions(service));
    }

    private synchronized Path nextFolder(String name) throws IOException {
        return Files.createDirectory(folder.resolve("%03d-%s".formatted(++folders, name)));
    }

    @FunctionalInterface
    private interface FirstContent {
        void fill(MariaDbServer server) throws IOException, SQLException;
    }
}
