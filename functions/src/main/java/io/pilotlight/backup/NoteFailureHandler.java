package io.pilotlight.backup;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Remembers what failed in a backup, and says whether people are to be told: of a failure that is new to them, and of
 * one that still goes on a day after they were told. The alarms tell of the rest.
 *
 * <p>It is called before people are told, and after, with {@code told}: one that is cut off in between is told twice
 * rather than never. Called again it answers the same. Makes the calls {@code dynamodb:GetItem} and
 * {@code dynamodb:UpdateItem}; a caller for whom it fails tells people.
 */
public final class NoteFailureHandler extends StepHandler<NoteFailureHandler.Input, NoteFailureHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param application the plan's application
     * @param failures what failed; the same one is known again by its subject, step and error
     * @param told whether people have just been told of these failures; {@code false} asks whether they are to be
     */
    public record Input(String table, String application, List<BackupFailure> failures, boolean told) {

        public Input {
            Require.notEmpty("failures", failures);
            failures = List.copyOf(failures);
        }
    }

    /**
     * @param status {@code DONE}: the failures are remembered
     * @param tell whether people are to be told: one of the failures is new to them, or was last told a day ago
     * @param since when the oldest of these failures was first seen
     */
    public record Result(Status status, boolean tell, Instant since) {}

    private final DynamoDbClient dynamo;
    private final Clock clock;

    /** For Lambda. */
    public NoteFailureHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), Clock.systemUTC());
    }

    public NoteFailureHandler(DynamoDbClient dynamo, Clock clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Instant now = clock.instant();
        List<String> failures =
                input.failures().stream().map(BackupFailure::key).distinct().toList();
        KnownFailures known = new FailureMemory(dynamo, input.table(), input.application())
                .change(before -> input.told() ? before.told(failures, now) : before.seen(failures, now));
        return new Result(Status.DONE, known.areToBeTold(failures, now), known.since(failures));
    }
}
