package io.pilotlight.simulator.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.mariadb.jdbc.Driver;
import org.opentest4j.TestAbortedException;

/**
 * A real MySQL server. Its programs are Debian's package {@code mysql-server-core} with all that it depends on, which
 * {@code .ci/mysql} unpacks into {@code .ci/tools/mysql} and installs nowhere. They are started from there by the loader and with the
 * libraries of the same folder, on an empty data directory and a port of the loopback interface. It is no service of the
 * system, and ends with the test.
 */
public final class RealMySql implements RealServer {

    private static final Path PROGRAMS =
            Path.of(System.getProperty("pilotlight.root", ".."), ".ci", "tools", "mysql").toAbsolutePath().normalize();
    private static final String PASSWORD = "only for this test";
    private static final String READY = "ready for connections";
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final ServerGuard guard;
    private final int port;

    /** @param work an existing folder */
    public RealMySql(Path work) {
        try {
            Path folder = Files.createDirectory(work.toRealPath().resolve("mysql"));
            guard = new ServerGuard(folder);
            port = freePort();
            start(folder, "initialise", List.of("--initialize-insecure")).onExit().join();
            Path accounts = Files.writeString(folder.resolve("accounts.sql"), "CREATE USER administrator@'%%' IDENTIFIED BY '%s';\n"
                    .formatted(PASSWORD) + "GRANT ALL ON *.* TO administrator@'%' WITH GRANT OPTION;\n");
            awaitReady(start(folder, "log", List.of("--init-file=" + accounts, "--port=" + port, "--bind-address=127.0.0.1",
                    "--socket=" + folder.resolve("socket"), "--pid-file=" + folder.resolve("pid"), "--mysqlx=OFF",
                    "--skip-log-bin", "--skip-name-resolve", "--performance-schema=OFF", "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-buffer-pool-size=64M", "--default-time-zone=+00:00")), folder.resolve("log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts one, or lets the test be skipped, with the reason, where it cannot be. */
    public static RealMySql startOrSkip(Path work) {
        assumeTrue(missing().isEmpty(), RealMySql::missing);
        try {
            return new RealMySql(work);
        } catch (DatabaseUnavailable unstable) {
            // Debian's unstable distribution, from which it comes, may be broken for days.
            throw new TestAbortedException(unstable.getMessage(), unstable);
        }
    }

    /** Returns why no server can be started here, empty where one can. */
    public static String missing() {
        return Files.isExecutable(program("sbin/mysqld")) ? ""
                : "there is no MySQL server in %s: .ci/mysql unpacks Debian's package there".formatted(PROGRAMS);
    }

    @Override
    public Connection connect(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return new Driver().connect("jdbc:mariadb://127.0.0.1:%d/".formatted(port), properties);
    }

    @Override
    public Connection connectAsAdministrator() throws SQLException {
        return connect("administrator", PASSWORD);
    }

    @Override
    public void close() {
        guard.close();
    }

    private Process start(Path folder, String log, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(program("lib64/ld-linux-x86-64.so.2").toString(),
                "--library-path", program("lib/x86_64-linux-gnu").toString(), program("sbin/mysqld").toString(),
                "--no-defaults", "--secure-file-priv=NULL", "--basedir=" + PROGRAMS.resolve("usr"), "--datadir=" + folder.resolve("data")));
        command.addAll(options);
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return guard.start(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile()));
    }

    private static void awaitReady(Process server, Path log) throws IOException {
        for (long look = START_LIMIT.dividedBy(LOOK_INTERVAL); look > 0 && server.isAlive(); look--) {
            if (Files.readString(log).contains(READY)) {
                return;
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
        throw new DatabaseUnavailable("the MySQL server did not start: " + Files.readString(log));
    }

    private static Path program(String name) {
        return PROGRAMS.resolve("usr").resolve(name);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
