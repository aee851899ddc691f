package io.pilotlight.restoretest;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.plan.TableCheck;
import io.pilotlight.restoretest.RestoredDatabase.TableRead;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Looks at one table of a restored database, and says what is not as the plan has it.
 *
 * <p>The table is read whole first, and timed: blocks that nobody has read yet come from S3, and whatever is asked
 * after it comes from the volume. It changes nothing; called again, it looks again, and then the first read is short.
 * Makes the calls of {@link RdsLogin}. Throws {@link RestoredDatabaseUnavailableException} and
 * {@link InvalidAccountSecretException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html">Restoring to a DB
 *     instance: data is loaded in the background, and at once where it is asked for</a>
 */
public final class CheckRestoredDataHandler
        extends StepHandler<CheckRestoredDataHandler.Input, CheckRestoredDataHandler.Result> {

    /**
     * @param database the plan's name of the database
     * @param region the Region of the restored instance
     * @param endpoint the host name of the restored instance's endpoint
     * @param port its TCP port
     * @param schema the schema that holds the table
     * @param username the read-only account
     * @param authentication how it logs on
     * @param secretId the secret with its password, empty with {@code IAM}
     * @param passwordField the field of that secret with the password
     * @param takenAt when the recovery point was taken: no row is newer, and the newest is not much older
     * @param restoredAt when its restore was begun: rows of that time and after it may be the restored server's own, whose
     *     events run, and are no evidence of anything
     * @param table what must hold
     */
    public record Input(
            String database,
            String region,
            String endpoint,
            int port,
            String schema,
            String username,
            DatabaseAuthentication authentication,
            @MayBeEmpty String secretId,
            String passwordField,
            Instant takenAt,
            Instant restoredAt,
            TableCheck table) {

        private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})");

        public Input {
            Require.matching("endpoint", endpoint, HOST, "a host name");
            Require.between("port", port, 1, 65535);
        }
    }

    /**
     * @param status {@code DONE} where the table is as the plan says, {@code REFUSED} where it is not
     * @param rows how many rows it has
     * @param newest the newest time in it, empty where the plan asks for none
     * @param checksum what {@code CHECKSUM TABLE} gave, empty where the plan asks for none
     * @param warmUpSeconds how long the first read of all its rows took
     * @param findings what is wrong
     */
    public record Result(
            Status status, long rows, String newest, String checksum, double warmUpSeconds, List<Finding> findings) {}

    private static final double MILLISECONDS = 1000.0;

    private final RestoredDatabases databases;

    /** For Lambda. */
    public CheckRestoredDataHandler() {
        this(new RdsLogin());
    }

    public CheckRestoredDataHandler(RestoredDatabases databases) {
        this.databases = databases;
    }

    @Override
    protected Result step(Input input) {
        try (RestoredDatabase database = databases.open(input)) {
            return new Look(database, input).whole();
        }
    }

    /** One look at one table; a question that cannot be answered is a finding, and does not stop the next. */
    private static final class Look {

        private final RestoredDatabase database;
        private final TableJudge judge;
        private final String schema;
        private final Instant restoredAt;
        private final TableCheck table;
        private final List<Finding> findings = new ArrayList<>();

        Look(RestoredDatabase database, Input input) {
            this.database = database;
            this.judge = new TableJudge(input);
            this.schema = input.schema();
            this.restoredAt = input.restoredAt();
            this.table = input.table();
        }

        Result whole() {
            Optional<TableRead> read = ask(() -> database.read(schema, table.table()));
            if (read.isEmpty()) {
                return new Result(Status.REFUSED, 0, "", "", 0, List.copyOf(findings));
            }
            long rows = read.get().rows();
            ask(() -> database.check(schema, table.table())).flatMap(judge::checked).ifPresent(findings::add);
            judge.rows(rows).ifPresent(findings::add);
            String newest = newest(rows);
            String checksum = checksum();
            return new Result(findings.isEmpty() ? Status.DONE : Status.REFUSED, rows, newest, checksum,
                    read.get().duration().toMillis() / MILLISECONDS, List.copyOf(findings));
        }

        private String newest(long rows) {
            if (table.timestampColumn().isEmpty()) {
                return "";
            }
            Optional<Optional<Newest>> answer =
                    ask(() -> database.newest(schema, table.table(), table.timestampColumn(), restoredAt));
            answer.flatMap(newest -> judge.newest(rows, newest)).ifPresent(findings::add);
            return answer.flatMap(newest -> newest).map(Newest::toString).orElse("");
        }

        private String checksum() {
            if (table.checksum().isEmpty()) {
                return "";
            }
            Optional<String> answer = ask(() -> database.checksum(schema, table.table()));
            answer.flatMap(judge::checksum).ifPresent(findings::add);
            return answer.orElse("");
        }

        private <T> Optional<T> ask(Supplier<T> question) {
            try {
                return Optional.of(question.get());
            } catch (UnreadableTableException failure) {
                findings.add(judge.unreadable(failure));
                return Optional.empty();
            }
        }
    }
}
