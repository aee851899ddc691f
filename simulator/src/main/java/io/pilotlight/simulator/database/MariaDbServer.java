package io.pilotlight.simulator.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.mariadb.jdbc.Driver;

/** One MariaDB server process, which listens on a port of the loopback interface. */
final class MariaDbServer {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String READY = "ready for connections";
    private static final String PORT_TAKEN = "Bind on TCP/IP port";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);
    private static final int START_TRIES = 3;
    private static final int LAST_WORDS = 1500;

    private final Process process;
    private final int port;

    private MariaDbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server on the data directory {@code data} of a folder and returns once it takes connections.
     *
     * @param initialisation SQL, one statement a line, that it carries out before it takes connections
     * @throws DatabaseUnavailable where it does not start, with what it said
     */
    static MariaDbServer start(ServerGuard guard, MariaDbDistribution distribution, Path folder, Optional<Path> initialisation)
            throws IOException {
        Path log = folder.resolve("log");
        for (int tries = 1; tries <= START_TRIES; tries++) {
            int port = freePort();
            ProcessBuilder command = new ProcessBuilder(command(distribution, folder, port, initialisation))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            Process process = guard.start(command);
            if (becomesReady(process, log)) {
                return new MariaDbServer(process, port);
            }
            process.destroyForcibly().onExit().join();
            if (!Files.readString(log).contains(PORT_TAKEN)) {
                break;
            }
        }
        String said = Files.readString(log).strip();
        throw new DatabaseUnavailable(
                "the MariaDB server did not start: " + said.substring(Math.max(0, said.length() - LAST_WORDS)));
    }

    /** Connects to a database, or to none where its name is empty; the caller closes the connection. */
    Connection connect(Account account, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", account.name());
        properties.setProperty("password", account.password());
        properties.setProperty("connectTimeout", "5000");
        properties.setProperty("socketTimeout", "30000");
        return new Driver().connect("jdbc:mariadb://%s:%d/%s".formatted(LOOPBACK, port, database), properties);
    }

    /** Returns an option file with which MariaDB's own programs reach this server. */
    String clientOptions(Account account) {
        return """
                [client]
                host=%s
                port=%d
                protocol=tcp
                skip-ssl
                user=%s
                password=%s
                """.formatted(LOOPBACK, port, account.name(), account.password());
    }

    /** Ends it at once, without letting it write anything more. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Every commit is on the disk when it returns: that is the server's default, and it is stated all the same. */
    private static List<String> command(
            MariaDbDistribution distribution, Path folder, int port, Optional<Path> initialisation) {
        List<String> command = new ArrayList<>(List.of(
                distribution.program("mariadbd").toString(), "--no-defaults", "--console",
                "--basedir=" + distribution.programs(), "--datadir=" + folder.resolve("data"), "--tmpdir=" + folder,
                "--pid-file=" + folder.resolve("pid"), "--bind-address=" + LOOPBACK, "--port=" + port, "--socket=",
                "--innodb-flush-log-at-trx-commit=1", "--default-time-zone=+00:00", "--character-set-server=utf8mb4",
                "--skip-name-resolve", "--skip-ssl", "--skip-log-bin", "--performance-schema=0",
                "--innodb-buffer-pool-size=8M", "--innodb-temp-data-file-path=ibtmp1:5M:autoextend",
                "--innodb-buffer-pool-load-at-startup=0", "--innodb-buffer-pool-dump-at-shutdown=0"));
        command.addAll(MariaDbDistribution.DATA_FORMAT);
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        initialisation.ifPresent(file -> command.add("--init-file=" + file));
        return command;
    }

    private static boolean becomesReady(Process process, Path log) throws IOException {
        long looks = START_LIMIT.dividedBy(LOOK_INTERVAL);
        for (long look = 0; look < looks && process.isAlive(); look++) {
            if (Files.readString(log).contains(READY)) {
                return true;
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }
}
