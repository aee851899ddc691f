package io.pilotlight.lease;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.lease.AcquireLeaseHandler.Input.Purpose;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.step.Require;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Takes the lease, so that at most one recovery runs at a time, and raises the epoch.
 *
 * <p>A recovery that was cut off or that failed leaves its incident open; the next one resumes it under the same name,
 * and so finds what was already done. What it has left running is stopped. Called again by the execution that holds the
 * lease, it answers as before.
 *
 * <p>Calls {@code dynamodb:GetItem}, {@code dynamodb:UpdateItem}, {@code states:ListExecutions},
 * {@code states:StopExecution} and, where somebody else holds the lease, {@code states:DescribeExecution}.
 */
public final class AcquireLeaseHandler extends StepHandler<AcquireLeaseHandler.Input, AcquireLeaseHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param application the plan's application
     * @param executionId the ARN of the execution that wants the lease
     * @param trigger who started it
     * @param target the site that the recovery wants to make active
     * @param purpose what the lease is wanted for
     * @param duration how long the lease is held at most; the state machine's own time-out
     * @param activations the ARN of the state machine that recoveries activate a site with
     */
    public record Input(
            String table,
            String application,
            String executionId,
            Trigger trigger,
            SiteName target,
            Purpose purpose,
            Duration duration,
            String activations) {

        public Input {
            Require.between("duration", duration, Duration.ofMinutes(1), Duration.ofDays(7));
        }

        /** What a lease may be wanted for. */
        public enum Purpose {
            /** The recovery from an outage. */
            RECOVERY,
            /** A planned move, which is made only from a state that is whole. */
            MOVE,
            /** To tell whether a planned move could be made now: nothing is taken, and nothing written. */
            LOOK,
            /** To end a planned move to that site that was cut off; nothing else. */
            OPEN_MOVE
        }
    }

    /**
     * @param status {@code DONE} where the lease is held now, or could be taken where that was asked; {@code REFUSED} where
     *     not
     * @param reason why it was refused, or what was found
     * @param epoch the number of this recovery; it rises with each
     * @param incident the name under which this recovery finds its own earlier work; kept when a failed one is resumed;
     *     where it was only asked, the one that it would have
     * @param activeSite the site that is recorded as active
     * @param mayHaveSwitched whether the target is recorded as active, or traffic was being moved there: before anything
     *     else it has to be seen where the public names lead
     * @param resumed whether an earlier recovery of the same incident was cut off or failed
     * @param movedHome the incident of the planned move that has brought the application home to the primary site, and after
     *     which nothing has left it; empty where there was none
     * @param remark what an earlier recovery has left running and could not be stopped, empty where nothing is
     */
    public record Result(
            Status status,
            String reason,
            long epoch,
            String incident,
            SiteName activeSite,
            boolean mayHaveSwitched,
            boolean resumed,
            String movedHome,
            String remark) {}

    private final DynamoDbClient dynamo;
    private final Holder holder;
    private final FormerActivations former;
    private final Clock clock;

    public AcquireLeaseHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.own(SfnClient.builder()), Clock.systemUTC());
    }

    public AcquireLeaseHandler(DynamoDbClient dynamo, SfnClient stepFunctions, Clock clock) {
        this.dynamo = dynamo;
        this.holder = new Holder(stepFunctions);
        this.former = new FormerActivations(stepFunctions);
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        StateTable table = new StateTable(dynamo, input.table(), input.application());
        RecoveryState found = table.read();
        if (found.holder().equals(input.executionId())) {
            return granted(input, found, isResumed(found, input), "This execution holds the lease already.");
        }
        if (isHeld(found, input)) {
            return refused(input, found, "A recovery is running: %s holds the lease, until %s at the latest.".formatted(
                    found.holder(), found.expiresAt()));
        }
        Optional<String> hindrance = input.purpose() == Purpose.RECOVERY ? hindranceToRecovery(found) : hindranceToMove(found, input);
        if (hindrance.isPresent()) {
            return refused(input, found, hindrance.get());
        }
        if (found.activeSite() == input.target() && !found.incidentOpen() && !mayFenceAgain(found, input)) {
            return refused(input, found, "The %s site is active already, since the recovery with epoch %d.".formatted(
                    input.target().inWords(), found.epoch()));
        }
        if (input.purpose() == Purpose.LOOK) {
            RecoveryState looked = found.incidentOpen() ? found : found.withIncident(Incident.openedAt(clock.instant()));
            return result(Status.DONE, input, looked, found.incidentOpen(), "A move could be made.", "");
        }
        return take(table, found, input);
    }

    /**
     * A move that was cut off has fenced the site that served, and what was committed until then is there alone: it is given
     * back first. One that has failed once traffic moved to the standby is a recovery's.
     */
    private static Optional<String> hindranceToRecovery(RecoveryState found) {
        return found.openMove().flatMap(to -> {
            if (!found.holder().isEmpty()) {
                return Optional.of(("The move to the %s site, incident %s, was cut off. Within minutes it is ended by itself: the site"
                        + " that served is given back, or the move is finished. Start the failover again after that.").formatted(
                                to.inWords(), found.incident()));
            }
            return to == SiteName.STANDBY ? Optional.empty() : Optional.of(("The move to the primary site, incident %s, has failed after"
                    + " traffic had begun to move. Start the move again with {}.").formatted(found.incident()));
        });
    }

    private static Optional<String> hindranceToMove(RecoveryState found, Input input) {
        if (input.purpose() == Purpose.OPEN_MOVE && !found.openMove().equals(Optional.of(input.target()))) {
            return Optional.of("No move to the %s site is open.".formatted(input.target().inWords()));
        }
        if (found.incidentOpen() && found.movesTo().isEmpty()) {
            return Optional.of(("The recovery of incident %s has not ended well. Start the failover again, and the move"
                    + " when it has succeeded.").formatted(found.incident()));
        }
        Optional<SiteName> other = found.openMove().filter(site -> site != input.target());
        if (other.isPresent()) {
            return Optional.of(("The move to the %s site, incident %s, has not ended. Start it again with {\"to\": \"%s\","
                    + " \"reason\": \"...\"}, and this one when it has succeeded.").formatted(
                            other.get().inWords(), found.incident(), other.get()));
        }
        return found.oldSiteFenced() ? Optional.empty() : Optional.of("The site that is not active is not fenced and may hold writes"
                + " of its own. Start the failover again, so that it is fenced, and then the move.");
    }

    private boolean isHeld(RecoveryState found, Input input) {
        return !found.holder().isEmpty()
                && found.expiresAt().isAfter(clock.instant())
                && !holder.hasEnded(found.holder(), input.trigger());
    }

    /** An incident that was opened with this lease bears the lease's own time; a resumed one an earlier time. */
    private static boolean isResumed(RecoveryState held, Input input) {
        return !held.incident().equals(Incident.openedAt(held.expiresAt().minus(input.duration())));
    }

    /** The target is active, but the old site was never fenced: a person may start again to go on with that. */
    private static boolean mayFenceAgain(RecoveryState found, Input input) {
        return !found.oldSiteFenced() && input.trigger() == Trigger.PERSON;
    }

    private Result take(StateTable table, RecoveryState found, Input input) {
        Instant now = clock.instant();
        boolean resumed = found.incidentOpen() || found.activeSite() == input.target();
        RecoveryState next = new RecoveryState(
                found.activeSite(),
                found.switchingTo(),
                found.epoch() + 1,
                resumed ? found.incident() : Incident.openedAt(now),
                input.purpose() == Purpose.RECOVERY ? Optional.empty() : Optional.of(input.target()),
                true,
                input.executionId(),
                now.plus(input.duration()),
                found.oldSiteFenced(),
                found.movedHome());
        // The SDK sends a write again whose answer was lost, and the second one meets what the first has written.
        if (!table.replace(found.epoch(), next) && !table.read().equals(next)) {
            return refused(input, found, "Another recovery was faster and holds the lease now.");
        }
        return granted(
                input,
                withWhatIsRecordedMeanwhile(next, table.read()),
                resumed,
                resumed
                        ? "Resumes incident %s, whose recovery was cut off, failed, or left the old site unfenced."
                                .formatted(next.incident())
                        : "New incident %s.".formatted(next.incident()));
    }

    /** An activation that lives on may have begun to move traffic since the state was read. */
    private static RecoveryState withWhatIsRecordedMeanwhile(RecoveryState taken, RecoveryState now) {
        return now.epoch() == taken.epoch() ? now : taken;
    }

    private Result granted(Input input, RecoveryState state, boolean resumed, String reason) {
        String remark = former.stopBefore(input.activations(), state.epoch());
        return result(Status.DONE, input, state, resumed, reason, remark);
    }

    private static Result refused(Input input, RecoveryState state, String reason) {
        return result(Status.REFUSED, input, state, false, reason, "");
    }

    private static Result result(
            Status status, Input input, RecoveryState state, boolean resumed, String reason, String remark) {
        return new Result(status, reason, state.epoch(), state.incident(), state.activeSite(),
                state.mayServe(input.target()), resumed, state.movedHome(), remark);
    }
}
