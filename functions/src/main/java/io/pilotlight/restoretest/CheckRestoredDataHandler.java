package io.pilotlight.restoretest;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.plan.TableCheck;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import io.pilotlight.verification.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Looks at one table of a restored database, and says what is not as the plan has it: one {@link Question} a call, which
 * goes on where the last one stopped.
 *
 * <p>The table is read first, and timed: blocks that nobody has read yet come from S3, and whatever is asked after it
 * comes from the volume. What its time does not suffice for is a finding. It changes nothing. Makes the calls of
 * {@link RdsLogin}. Throws {@link RestoredDatabaseUnavailableException} and {@link InvalidAccountSecretException}.
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
     * @param until when the time for this table is up
     * @param quietSeconds for how long nobody could write before the recovery point was taken: in a planned move, since the fence
     * @param table what must hold
     * @param checkTable whether {@code CHECK TABLE} is run
     * @param soFar what the last call returned, or what {@link Result#NOTHING_YET} says
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
            Instant until,
            long quietSeconds,
            TableCheck table,
            boolean checkTable,
            Result soFar) {

        /** A Lambda function runs for 15 minutes at most; what is left over is for logging on, and for the answer. */
        private static final Duration LONGEST = Duration.ofMinutes(13);
        private static final Duration SHORTEST = Duration.ofSeconds(1);

        public Input {
            new DatabaseLogin(region, endpoint, port, schema, username, authentication, secretId, passwordField);
        }

        DatabaseLogin login() {
            return new DatabaseLogin(region, endpoint, port, schema, username, authentication, secretId, passwordField);
        }

        /** Tells whether the other questions need what is left of the time. */
        boolean isReadEnough(Instant now) {
            return Duration.between(now, until).compareTo(LONGEST.multipliedBy(2)) < 0;
        }

        /** Returns how long the question of a call may take that is made now. */
        public Duration limit(Instant now) {
            Duration left = Duration.between(now, until);
            if (soFar.question() == Question.READ) {
                // What is asked after it needs some as well.
                left = left.dividedBy(2);
            }
            return left.compareTo(LONGEST) > 0 ? LONGEST : left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        }
    }

    /**
     * @param status {@code IN_PROGRESS} while a question is left, then {@code DONE} where the table is as the plan says,
     *     {@code REFUSED} where it is not, or could not be looked at enough to know
     * @param question what the next call asks
     * @param tries how often its time was up before
     * @param whole whether all rows are counted
     * @param rows how many rows are counted
     * @param newest the newest time in it, empty where the plan asks for none
     * @param checksum what {@code CHECKSUM TABLE} gave, empty where the plan asks for none
     * @param warmUpSeconds how long the first read of its rows took
     * @param findings what is wrong, or was not looked at
     */
    public record Result(
            Status status,
            Question question,
            int tries,
            boolean whole,
            long rows,
            @MayBeEmpty String newest,
            @MayBeEmpty String checksum,
            double warmUpSeconds,
            List<Finding> findings) {

        /** What the first call of a table is told. */
        public static final Result NOTHING_YET =
                new Result(Status.IN_PROGRESS, Question.READ, 0, false, 0, "", "", 0, List.of());

        public Result {
            findings = List.copyOf(findings);
        }
    }

    private final RestoredDatabases databases;
    private final Clock clock;

    /** For Lambda. */
    public CheckRestoredDataHandler() {
        this(new RdsLogin(), Clock.systemUTC());
    }

    public CheckRestoredDataHandler(RestoredDatabases databases, Clock clock) {
        this.databases = databases;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        TableLook look = new TableLook(input);
        if (!clock.instant().isBefore(input.until())) {
            return look.outOfTime(clock.instant());
        }
        try (RestoredDatabase database = databases.open(input.login(), input.limit(clock.instant()))) {
            look.ask(database);
        }
        return look.result(clock.instant());
    }
}
