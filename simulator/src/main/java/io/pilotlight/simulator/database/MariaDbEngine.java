package io.pilotlight.simulator.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
            "CREATE DATABASE visitors",
            "CREATE TABLE visitors.visits (visit BIGINT PRIMARY KEY, visited_at DATETIME(3) NOT NULL) ENGINE=InnoDB",
            "GRANT ALL PRIVILEGES ON visitors.* TO admin@'%'");

    private final MariaDbDistribution distribution;
    private final Path folder;
    private final ServerGuard guard;
    private final Account service = Account.service();
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
    public void close() {
        guard.close();
    }

    Account service() {
        return service;
    }

    MariaDbServer startServer(Path server, Optional<Path> initialisation) throws IOException {
        return MariaDbServer.start(guard, distribution, server, initialisation);
    }

    MariaDbBackup backUp(MariaDbServer server, List<String> masterAccount) throws IOException {
        Path options = clientOptions(server);
        MariaDbBackup backup =
                MariaDbBackup.take(distribution, options, masterAccount, nextFolder("backup").resolve("backup.sql"));
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
            try (PreparedStatement account = connection.prepareStatement("CREATE USER ?@'%' IDENTIFIED BY ?")) {
                account.setString(1, Account.MASTER);
                account.setString(2, password);
                account.executeUpdate();
            }
            for (String statement : SCHEMA) {
                try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                    prepared.executeUpdate();
                }
            }
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
