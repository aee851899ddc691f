package io.pilotlight.simulator.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A logical backup in a file: the application's whole schema as {@code mariadb-dump} reads it in one transaction, and the
 * accounts with their passwords' hashes.
 *
 * @param file a file that only its owner may read
 * @param lastVisit the highest visit in it, 0 where there is none; read from the file
 * @param visits how many visits are in it; read from the file
 */
record MariaDbBackup(Path file, long lastVisit, long visits) {

    private static final Pattern ROW = Pattern.compile("^\\((\\d+),.*\\)[,;]$");

    /**
     * Takes a backup while the server runs, of a schema whose text is ASCII: other text might be lost.
     *
     * @param accounts the SQL that makes the accounts
     * @throws DatabaseUnavailable where it could not be taken whole
     */
    static MariaDbBackup take(MariaDbDistribution distribution, Path clientOptions, List<String> accounts, Path file)
            throws IOException {
        PrivateFiles.create(file);
        // A character set that is named makes the program build every collation that it knows: ten times the work of all
        // else, hundreds of times in a week of backups. None is needed: the text is ASCII, which the caller has seen.
        Program.run(new ProcessBuilder(
                        distribution.program("mariadb-dump").toString(), "--defaults-file=" + clientOptions,
                        "--default-character-set=auto", "--skip-set-charset",
                        "--single-transaction", "--routines", "--triggers", "--events",
                        "--databases", VisitTable.SCHEMA)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile())));
        MariaDbBackup backup = counted(file);
        Files.writeString(file, String.join(";\n", accounts) + ";\n", StandardOpenOption.APPEND);
        return backup;
    }

    /** Loads it into a server that holds nothing of the application yet. */
    void load(MariaDbDistribution distribution, Path clientOptions) throws IOException {
        Program.run(new ProcessBuilder(distribution.program("mariadb").toString(), "--defaults-file=" + clientOptions)
                .redirectInput(file.toFile()));
    }

    /** Makes another backup that says the same of itself and restores to fewer visits. */
    MariaDbBackup withoutVisitsFrom(Instant instant, Path damaged) throws IOException {
        return damaged(damaged, "SET time_zone = '+00:00';\nDELETE FROM `%s`.%s WHERE %s >= '%s';\n".formatted(
                VisitTable.SCHEMA, VisitTable.TABLE, VisitTable.VISITED_AT,
                LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
    }

    /** Makes another backup that says the same of itself and restores to a schema without the table. */
    MariaDbBackup withoutTable(Path damaged) throws IOException {
        return damaged(damaged, "DROP TABLE `%s`.%s;\n".formatted(VisitTable.SCHEMA, VisitTable.TABLE));
    }

    private MariaDbBackup damaged(Path damaged, String statements) throws IOException {
        PrivateFiles.create(damaged);
        Files.write(damaged, Files.readAllBytes(file));
        Files.writeString(damaged, statements, StandardOpenOption.APPEND);
        return new MariaDbBackup(damaged, lastVisit, visits);
    }

    private static MariaDbBackup counted(Path file) throws IOException {
        long last = 0;
        long count = 0;
        try (var lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    last = Math.max(last, Long.parseLong(row.group(1)));
                    count++;
                }
            }
        }
        return new MariaDbBackup(file, last, count);
    }
}
