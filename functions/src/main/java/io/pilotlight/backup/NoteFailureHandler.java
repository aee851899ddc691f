package io.pilotlight.backup;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Remembers what failed in a backup, and says whether people are to be told: of a failure that is new to them, and of one
 * that still goes on a day after they were told. The alarms tell of the rest.
 *
 * <p>It is called before people are told, and after, with {@code told}: one that is cut off in between is told twice
 * rather than never. Called again it answers the same. Makes the calls {@code dynamodb:GetItem} and
 * {@code dynamodb:UpdateItem}; a caller for whom it fails tells people.
 */
public final class NoteFailureHandler extends StepHandler<NoteFailureInput, NoteFailureResult> {

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
    protected NoteFailureResult step(NoteFailureInput input) {
        Instant now = clock.instant();
        KnownFailures known = new FailureMemory(dynamo, input.table(), input.application()).change(before -> input.told()
                ? before.told(input.failures(), now)
                : before.seen(input.failures(), now));
        return new NoteFailureResult(
                Status.DONE, known.areToBeTold(input.failures(), now), known.since(input.failures()));
    }
}
