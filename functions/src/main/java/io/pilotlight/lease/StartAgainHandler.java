package io.pilotlight.lease;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.Trigger;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/**
 * Starts again what was left undone: a planned move whose run has ended without giving its lease back, so that the site
 * that served is given back, or the move is ended once traffic has begun to move; and the failover where the primary's
 * alarm stays in ALARM and no recovery runs: EventBridge tells of an alarm once, when its state changes, and the run of
 * that may have stood down or failed.
 *
 * <p>A move is started every 5 minutes until a run has taken its lease, whoever stopped the one before. The failover is started every 5 minutes in the alarm's first hour and every hour in its first day, counted anew from the end of what silenced it
 * meanwhile, each time at most once, because the execution's name tells the time. Nothing is started where people have silenced
 * the alarm, refused the failover or stopped its run since it went to ALARM, for six hours where nobody answered twice or it
 * failed twice after its fence, while a run holds the lease, nor once the standby is active; a run that has ended without giving
 * its lease back holds nobody up. Calls {@code dynamodb:GetItem}, {@code cloudwatch:DescribeAlarms},
 * {@code dynamodb:UpdateItem} where the alarm's actions are disabled, {@code states:DescribeExecution} where a run holds the
 * lease, and {@code states:StartExecution}.
 */
public final class StartAgainHandler extends StepHandler<StartAgainHandler.Input, StartAgainHandler.Result> {

    /**
     * @param table the state table
     * @param application the plan's application
     * @param alarm the name of the primary's alarm
     * @param stateMachine the ARN of the failover
     * @param moves the ARN of the state machine of planned moves
     */
    public record Input(String table, String application, String alarm, String stateMachine, String moves) {}

    /**
     * @param status {@code DONE} where an execution was started, {@code REFUSED} where none was
     * @param reason why
     */
    public record Result(Status status, String reason) {}

    /** The event of the alarm itself has started a run before that. */
    private static final Duration FIRST = Duration.ofMinutes(4);
    private static final Duration OFTEN = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(5);

    private final CloudWatchClient cloudWatch;
    private final DynamoDbClient dynamo;
    private final SfnClient stepFunctions;
    private final Holder holder;
    private final Clock clock;

    /** Used by Lambda. */
    public StartAgainHandler() {
        this(AwsClients.own(CloudWatchClient.builder()), AwsClients.own(DynamoDbClient.builder()),
                AwsClients.own(SfnClient.builder()), Clock.systemUTC());
    }

    public StartAgainHandler(
            CloudWatchClient cloudWatch, DynamoDbClient dynamo, SfnClient stepFunctions, Clock clock) {
        this.cloudWatch = cloudWatch;
        this.dynamo = dynamo;
        this.stepFunctions = stepFunctions;
        this.holder = new Holder(stepFunctions);
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        RecoveryState state = new StateTable(dynamo, input.table(), input.application()).read();
        if (state.openMove().isPresent() && !state.holder().isEmpty() && holder.hasEnded(state.holder(), Trigger.ALARM)) {
            return endMove(input, state, state.openMove().get());
        }
        Optional<MetricAlarm> alarm = cloudWatch.describeAlarms(request -> request.alarmNames(input.alarm()))
                .metricAlarms().stream().findFirst();
        if (alarm.filter(found -> found.stateValue() == StateValue.ALARM).isEmpty()) {
            return refused("the alarm is not in ALARM");
        }
        Refusals refusals = new Refusals(dynamo, input.table(), input.application());
        Instant now = clock.instant();
        if (!alarm.get().actionsEnabled()) {
            refusals.record(now, Optional.of(now));
            return refused("the alarm's actions are disabled");
        }
        Instant since = Optional.ofNullable(alarm.get().stateTransitionedTimestamp())
                .orElse(alarm.get().stateUpdatedTimestamp());
        if (now.isBefore(since.plus(FIRST))) {
            return refused("the alarm is in ALARM since %s; it is first tried after %s".formatted(since, FIRST));
        }
        return hindrance(state, refusals, since).map(StartAgainHandler::refused)
                .orElseGet(() -> start(input, since, refusals.lastEnd(since, now).orElse(since), now));
    }

    private Result endMove(Input input, RecoveryState state, SiteName target) {
        String name = "again-%s-%d-%d".formatted(state.incident(), state.epoch(), clock.instant().getEpochSecond() / STEP.toSeconds());
        return start(input.moves(), name, StrictJson.mapper().createObjectNode()
                .put("to", target.name())
                .put("again", "The move was cut off: %s has ended.".formatted(state.holder())));
    }

    private Optional<String> hindrance(RecoveryState state, Refusals refusals, Instant since) {
        Optional<String> held = state.holder().isEmpty() ? Optional.empty() : holder.hindrance(state.holder(), since);
        if (held.isPresent()) {
            return held;
        }
        if (state.activeSite() == SiteName.STANDBY) {
            return Optional.of("the standby site is active");
        }
        return refusals.hindrance(since, clock.instant());
    }

    /** @param from when it was first asked for: when the alarm went to ALARM, or when people's silence ended after that */
    private Result start(Input input, Instant since, Instant from, Instant now) {
        Duration age = Duration.between(from, now);
        if (age.compareTo(LONGEST) > 0) {
            return refused("it has been asked for since %s; it is tried for %s".formatted(from, LONGEST));
        }
        boolean often = age.compareTo(OFTEN) < 0;
        String name = "again-%d-%s%d".formatted(
                from.getEpochSecond(), often ? "" : "hour-", often ? age.dividedBy(STEP) : age.toHours());
        String reason = "Alarm %s has been in ALARM since %s, and no recovery runs.".formatted(input.alarm(), since);
        return start(input.stateMachine(), name, StrictJson.mapper().createObjectNode().put("again", reason));
    }

    private Result start(String stateMachine, String name, JsonNode input) {
        try {
            String execution = stepFunctions.startExecution(request -> request
                            .stateMachineArn(stateMachine)
                            .name(name)
                            .input(input.toString()))
                    .executionArn();
            return new Result(Status.DONE, "started " + execution);
        } catch (ExecutionAlreadyExistsException _) {
            return refused("it was started already, as " + name);
        }
    }

    private static Result refused(String reason) {
        return new Result(Status.REFUSED, reason);
    }
}
