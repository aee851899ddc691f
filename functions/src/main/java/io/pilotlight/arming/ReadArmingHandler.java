package io.pilotlight.arming;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.Refusals;
import io.pilotlight.plan.Plan;
import io.pilotlight.step.DurationInWords;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Says whether a failover by alarm may act by itself: whether it was armed for exactly the plan that it follows, and two
 * have not failed after their fence of late.
 *
 * <p>Only looks; calls {@code dynamodb:GetItem}.
 */
public final class ReadArmingHandler extends StepHandler<ReadArmingHandler.Input, ReadArmingHandler.Result> {

    /** @param table the state table, in the function's own Region */
    public record Input(String table, Plan plan) {}

    /** @param reason why it is armed, or why not */
    public record Result(Status status, boolean armed, String reason) {}

    private final DynamoDbClient dynamo;
    private final Clock clock;

    /** For Lambda. */
    public ReadArmingHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), Clock.systemUTC());
    }

    public ReadArmingHandler(DynamoDbClient dynamo, Clock clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        Optional<Instant> rests = new Refusals(dynamo, input.table(), input.plan().application()).restsUntil(clock.instant());
        if (rests.isPresent()) {
            return new Result(Status.DONE, false, "Two failovers have failed after the fence, each of which took down what still worked at the"
                    + " primary site. Until %s none fences it by itself.".formatted(rests.get()));
        }
        Arming found = new ArmingItem(dynamo, input.table(), input.plan().application()).read();
        boolean same = found.fingerprint().equals(Fingerprint.of(input.plan()).value());
        if (same && found.armed()) {
            return new Result(Status.DONE, true, "The check of this plan has passed at the primary site.");
        }
        return new Result(Status.DONE, false, "The failover is not armed: the check of this plan has not passed at the"
                + " primary site for %s since it was made or changed, so that its failing proves no outage."
                        .formatted(DurationInWords.of(Arming.PASSING)));
    }
}
