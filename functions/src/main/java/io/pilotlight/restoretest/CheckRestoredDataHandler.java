package io.pilotlight.restoretest;

import io.pilotlight.plan.TableCheck;
import io.pilotlight.restoretest.RestoredDatabase.TableRead;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at one table of a restored database, and says what is not as the plan has it.
 *
 * <p>The table is read whole first, and timed: blocks that nobody has read yet come from S3, and whatever is asked after it
 * comes from the volume. It changes nothing; called again, it looks again, and then the first read is short. Makes the
 * calls of {@link RdsLogin}. Throws {@link RestoredDatabaseUnavailableException} and {@link InvalidAccountSecretException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html">Restoring to a DB
 *     instance: data is loaded in the background, and at once where it is asked for</a>
 */
public final class CheckRestoredDataHandler extends StepHandler<CheckRestoredDataInput, CheckRestoredDataResult> {

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
    protected CheckRestoredDataResult step(CheckRestoredDataInput input) {
        try (RestoredDatabase database = databases.open(input)) {
            return new Look(database, input).whole();
        }
    }

    /** One look at one table; a question that cannot be answered is a finding, and does not stop the next. */
    private static final class Look {

        private final RestoredDatabase database;
        private final TableJudge judge;
        private final String schema;
        private final TableCheck table;
        private final List<Finding> findings = new ArrayList<>();

        Look(RestoredDatabase database, CheckRestoredDataInput input) {
            this.database = database;
            this.judge = new TableJudge(input);
            this.schema = input.schema();
            this.table = input.table();
        }

        CheckRestoredDataResult whole() {
            Optional<TableRead> read = ask(() -> database.read(schema, table.table()));
            if (read.isEmpty()) {
                return new CheckRestoredDataResult(Status.REFUSED, 0, "", "", 0, List.copyOf(findings));
            }
            long rows = read.get().rows();
            ask(() -> database.check(schema, table.table())).flatMap(judge::checked).ifPresent(findings::add);
            judge.rows(rows).ifPresent(findings::add);
            String newest = newest(rows);
            String checksum = checksum();
            return new CheckRestoredDataResult(findings.isEmpty() ? Status.DONE : Status.REFUSED, rows, newest, checksum,
                    read.get().duration().toMillis() / MILLISECONDS, List.copyOf(findings));
        }

        private String newest(long rows) {
            if (table.timestampColumn().isEmpty()) {
                return "";
            }
            Optional<Optional<Instant>> answer =
                    ask(() -> database.newest(schema, table.table(), table.timestampColumn()));
            answer.flatMap(newest -> judge.newest(rows, newest)).ifPresent(findings::add);
            return answer.flatMap(newest -> newest).map(Instant::toString).orElse("");
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
