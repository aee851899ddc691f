package io.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Reads what an execution is asked for and the plan that it shall follow, both strictly, before anything is touched.
 *
 * <p>Calls {@code ssm:GetParameter} in the function's own Region, and for an alarm {@code cloudwatch:DescribeAlarms}: EventBridge
 * tells of an alarm whose actions people have disabled all the same. Where that cannot be read, it counts as not disabled.
 * Changes nothing.
 */
public final class ReadPlanHandler extends StepHandler<ReadPlanHandler.Input, ReadPlanHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param asked what the execution does where its input asks for it
     * @param input the execution's input as it came: {@code {}}, a person's request, or an alarm event of EventBridge
     */
    public record Input(String planParameter, Asked asked, JsonNode input) {

        /** What an execution may be asked for. */
        public enum Asked {
            /** The unplanned recovery at the standby site. */
            FAILOVER,
            /** A planned move to either site. */
            MOVE
        }
    }

    /**
     * @param status {@code DONE}, or {@code REFUSED} for an event that asks for no failover
     * @param reason why it was refused, or why the recovery was asked for
     * @param trigger who started it
     * @param target the site that shall be active
     * @param again whether the alarm is in ALARM for longer, and a run of before has ended without a recovery; of a move,
     *     whether nothing but one that was cut off shall be ended
     * @param force whether a person asked to go on although the primary may be healthy; of a move, although clients that are no
     *     tasks stay connected to the database
     * @param recoveryPoint the DB snapshot that a person wants to restore from, empty for the newest
     * @param silenced whether it was refused because people have silenced the alarm
     * @param silencedUntil until when nothing is started for an alarm that people have silenced, as an ISO-8601 instant;
     *     empty for as long as it lasts
     * @param plan the plan
     * @param isolated what each of its databases is, in their order, while a recovery point is tested
     * @param timing the plan's durations in seconds
     */
    public record Result(
            Status status, String reason, Trigger trigger, SiteName target, boolean again, boolean force, String recoveryPoint,
            boolean silenced, String silencedUntil, Plan plan, List<DatabaseSite> isolated, Timing timing) {}

    private final SsmClient ssm;
    private final CloudWatchClient cloudWatch;
    private final Clock clock;

    public ReadPlanHandler() {
        this(AwsClients.own(SsmClient.builder()), AwsClients.own(CloudWatchClient.builder()), Clock.systemUTC());
    }

    public ReadPlanHandler(SsmClient ssm, CloudWatchClient cloudWatch, Clock clock) {
        this.ssm = ssm;
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    /**
     * @throws InvalidInputException where the input is none of the accepted ones
     * @throws InvalidPlanException where there is no plan, or it cannot be followed as it is written
     */
    @Override
    protected Result step(Input input) {
        Request request = input.asked() == Input.Asked.MOVE ? RequestReader.move(input.input()) : RequestReader.read(input.input());
        Plan plan = PlanReader.read(ssm, input.planParameter());
        return switch (request) {
            case Request.Move move -> result(Status.DONE, move, move.force(), "", plan);
            case Request.FromPerson person -> result(Status.DONE, person, person.force(), "", plan);
            case Request.FromAlarm alarm when isDisabled(alarm) -> disabled(alarm, plan);
            case Request.FromAlarm alarm -> result(Status.DONE, alarm, false, "", plan);
            case Request.Silenced silenced -> silenced(silenced, plan);
            case Request.NotAsked other -> result(Status.REFUSED, other, false, "", plan);
        };
    }

    private boolean isDisabled(Request.FromAlarm alarm) {
        if (alarm.alarm().isEmpty()) {
            return false;
        }
        try {
            return cloudWatch.describeAlarms(request -> request.alarmNames(alarm.alarm()))
                    .metricAlarms().stream().anyMatch(found -> Boolean.FALSE.equals(found.actionsEnabled()));
        } catch (SdkException _) {
            return false;
        }
    }

    /** It is silenced no longer than until now, because whoever starts a failover again sees for itself whether they still are. */
    private Result disabled(Request.FromAlarm alarm, Plan plan) {
        return silenced(new Request.Silenced(
                "%s Its actions are disabled, so nothing is started before they are enabled again.".formatted(alarm.reason()),
                Optional.of(clock.instant())), plan);
    }

    private static Result silenced(Request.Silenced silenced, Plan plan) {
        return result(Status.REFUSED, silenced, false, silenced.until().map(Instant::toString).orElse(""), plan);
    }

    private static Result result(Status status, Request request, boolean force, String silencedUntil, Plan plan) {
        boolean again = switch (request) {
            case Request.FromAlarm alarm -> alarm.again();
            case Request.Move move -> move.again();
            case Request.FromPerson _, Request.NotAsked _, Request.Silenced _ -> false;
        };
        String recoveryPoint = request instanceof Request.FromPerson person ? person.recoveryPoint() : "";
        SiteName target = request instanceof Request.Move move ? move.to() : SiteName.STANDBY;
        boolean silenced = request instanceof Request.Silenced;
        return new Result(status, request.reason(), request.trigger(), target, again, force, recoveryPoint, silenced, silencedUntil, plan,
                plan.databases().stream().map(Database::isolated).toList(), Timing.of(plan));
    }
}
