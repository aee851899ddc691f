package io.pilotlight.reconcile;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.reconcile.TableCompared.Verdict;
import io.pilotlight.restoretest.DatabaseLogin;
import io.pilotlight.restoretest.RdsLogin;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabases;
import io.pilotlight.plan.DatabaseAuthentication;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Compares the old primary's database, restored in isolation, with the recovery point that the recovery used, and lists
 * in the bucket what differs. A call compares for some minutes, and the next goes on where it stopped; a call that is made
 * again writes the same files again. Nothing is changed in either database, and no row goes anywhere else.
 *
 * <p>Makes the calls of {@link RdsLogin} for both, {@code s3:GetObject} once and {@code s3:PutObject} for each part and
 * each table. Throws {@link io.pilotlight.restoretest.RestoredDatabaseUnavailableException}.
 */
public final class CompareRowsHandler extends StepHandler<CompareRowsHandler.Input, CompareRowsHandler.Result> {

    /**
     * @param region the Region of both restored instances
     * @param oldEndpoint the host name of the old primary's restored instance
     * @param usedEndpoint the host name of the recovery point's
     * @param port the TCP port of both
     * @param schema the schema that holds the tables
     * @param username the read-only account
     * @param authentication how it logs on
     * @param secretId the secret with its password, empty with {@code IAM}
     * @param passwordField the field of that secret with the password
     * @param bucket where the list is written
     * @param prefix what its keys begin with, without a slash at the end
     * @param until when the time for this database is up
     */
    public record Input(
            String region,
            String oldEndpoint,
            String usedEndpoint,
            int port,
            String schema,
            String username,
            DatabaseAuthentication authentication,
            @MayBeEmpty String secretId,
            String passwordField,
            String bucket,
            String prefix,
            Instant until) {

        public Input {
            login(region, oldEndpoint, port, schema, username, authentication, secretId, passwordField);
            login(region, usedEndpoint, port, schema, username, authentication, secretId, passwordField);
        }

        private static DatabaseLogin login(String region, String endpoint, int port, String schema, String username,
                DatabaseAuthentication authentication, String secretId, String passwordField) {
            return new DatabaseLogin(region, endpoint, port, schema, username, authentication, secretId, passwordField);
        }

        DatabaseLogin at(String endpoint) {
            return login(region, endpoint, port, schema, username, authentication, secretId, passwordField);
        }
    }

    /**
     * @param status {@code IN_PROGRESS} while tables are left, then {@code DONE}
     * @param tables how many tables there are
     * @param onlyOld how many rows the old primary alone has
     * @param different how many rows have other values
     * @param deleted how many rows the recovery point alone has
     * @param notCompared of how many tables not all rows were compared
     * @param remarkable what came of the tables that are not the same, the uncompared ones first, ten at most
     */
    public record Result(
            Status status, int tables, long onlyOld, long different, long deleted, int notCompared, List<TableCompared> remarkable) {

        static Result of(Progress progress) {
            List<TableCompared> compared = progress.compared();
            return new Result(
                    progress.isDone() ? Status.DONE : Status.IN_PROGRESS,
                    compared.size() + progress.left().size(),
                    compared.stream().mapToLong(TableCompared::onlyOld).sum() + progress.onlyOld(),
                    compared.stream().mapToLong(TableCompared::different).sum() + progress.different(),
                    compared.stream().mapToLong(TableCompared::deleted).sum() + progress.deleted(),
                    Math.toIntExact(compared.stream().filter(table -> table.verdict() != Verdict.COMPARED).count()),
                    Stream.concat(compared.stream().filter(table -> table.verdict() != Verdict.COMPARED),
                                    compared.stream().filter(table -> table.verdict() == Verdict.COMPARED && !table.isSame()))
                            .limit(MOST_REMARKABLE)
                            .toList());
        }
    }

    private static final int MOST_REMARKABLE = 10;
    /** A Lambda function runs for 15 minutes at most; what is left over is for logging on, and for the answer. */
    private static final Duration LONGEST = Duration.ofMinutes(13);

    private final RestoredDatabases databases;
    private final S3Client s3;
    private final Clock clock;

    /** For Lambda. */
    public CompareRowsHandler() {
        this(new RdsLogin(), AwsClients.own(S3Client.builder()), Clock.systemUTC());
    }

    public CompareRowsHandler(RestoredDatabases databases, S3Client s3, Clock clock) {
        this.databases = databases;
        this.s3 = s3;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        ComparedFiles files = new ComparedFiles(s3, input.bucket(), input.prefix());
        Instant begun = clock.instant();
        try (RestoredDatabase old = databases.open(input.at(input.oldEndpoint()), LONGEST);
                RestoredDatabase used = databases.open(input.at(input.usedEndpoint()), LONGEST)) {
            SchemaComparison comparison = new SchemaComparison(input.schema(), old, used, files, clock, input.until());
            return Result.of(comparison.goOn(begun.plus(LONGEST.dividedBy(2))));
        }
    }
}
