package io.pilotlight.lease;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Gives the lease back and says how the recovery ended: a failed one leaves its incident open, to be resumed.
 *
 * <p>Calls {@code dynamodb:UpdateItem}; again does no harm.
 */
public final class ReleaseLeaseHandler extends StepHandler<ReleaseLeaseHandler.Input, ReleaseLeaseHandler.Result> {

    /**
     * @param epoch the epoch that the lease was acquired with
     * @param outcome how the recovery ended
     * @param until of an alarm that people had silenced, until when; empty for as long as it lasts
     */
    public record Input(String table, String application, long epoch, Outcome outcome, @MayBeEmpty String until) {

        public Input {
            Require.instantOrNothing("until", until);
        }

        /** How a recovery ended. */
        public enum Outcome {
            /** Recovered: the incident is closed. */
            RECOVERED,
            /** Nothing was touched: the incident is closed. */
            STOOD_DOWN,
            /** People refused it: the incident is closed, and is not opened again for the alarm that opened it. */
            DECLINED,
            /** Nobody answered: the incident is closed, and people are not asked again and again. */
            UNANSWERED,
            /** People had silenced the alarm: there is no lease to give back, and none is taken for that alarm. */
            SILENCED,
            /**
             * The primary serves, seen through the public names: the incident is closed, and what an earlier run had
             * recorded of a switch to the standby is taken back.
             */
            PRIMARY_SERVES,
            /** Failed: the incident stays open, and the next recovery resumes it. */
            FAILED,
            /**
             * Failed after the fence and before traffic moved: as {@code FAILED}, and after two of them it is started again
             * by itself only after hours, because each takes down the old site.
             */
            FAILED_AFTER_FENCE,
            /**
             * Failed, because the old site answers and cannot be fenced: as {@code FAILED}, and it is not started again for
             * the same alarm, which would take the old site down again and again.
             */
            UNFENCED
        }
    }

    /**
     * @param status {@code DONE} where the lease is free now, {@code REFUSED} where another recovery holds it
     * @param outcome as it was asked for
     */
    public record Result(Status status, String reason, Input.Outcome outcome) {}

    private final DynamoDbClient dynamo;
    private final Clock clock;

    public ReleaseLeaseHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), Clock.systemUTC());
    }

    public ReleaseLeaseHandler(DynamoDbClient dynamo, Clock clock) {
        this.dynamo = dynamo;
        this.clock = clock;
    }

    private boolean refused(Input input) {
        refusals(input).record(clock.instant(), Require.instantOrNothing("until", input.until()));
        return true;
    }

    private boolean unanswered(Input input) {
        refusals(input).recordUnanswered(clock.instant(), input.epoch());
        return true;
    }

    private boolean failed(Input input) {
        refusals(input).recordFailed(clock.instant(), input.epoch());
        return true;
    }

    private Refusals refusals(Input input) {
        return new Refusals(dynamo, input.table(), input.application());
    }

    @Override
    protected Result step(Input input) {
        StateTable state = new StateTable(dynamo, input.table(), input.application());
        boolean released = switch (input.outcome()) {
            case RECOVERED, STOOD_DOWN -> state.release(input.epoch(), false);
            case DECLINED -> state.release(input.epoch(), false) && refused(input);
            case UNANSWERED -> state.release(input.epoch(), false) && unanswered(input);
            case SILENCED -> refused(input);
            case FAILED -> state.release(input.epoch(), true);
            case FAILED_AFTER_FENCE -> state.release(input.epoch(), true) && failed(input);
            case UNFENCED -> state.release(input.epoch(), true) && refused(input);
            case PRIMARY_SERVES -> state.releaseServedBy(SiteName.PRIMARY, input.epoch());
        };
        return released
                ? new Result(Status.DONE, "The lease is free.", input.outcome())
                : new Result(Status.REFUSED, "A newer recovery holds the lease; it was left as it is.", input.outcome());
    }
}
