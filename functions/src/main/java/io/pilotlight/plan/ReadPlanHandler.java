package io.pilotlight.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Reads what an execution is asked for and the plan that it shall follow, both strictly, before anything is touched.
 *
 * <p>Calls {@code ssm:GetParameter} in the function's own Region; changes nothing.
 */
public final class ReadPlanHandler extends StepHandler<ReadPlanHandler.Input, ReadPlanHandler.Result> {

    /**
     * @param planParameter the name of the SSM parameter that holds the plan, in the function's own Region
     * @param input the execution's input as it came: {@code {}}, a person's request, or an alarm event of EventBridge
     */
    public record Input(String planParameter, JsonNode input) {}

    /**
     * @param status {@code DONE}, or {@code REFUSED} for an event that asks for no failover
     * @param reason why it was refused, or why the recovery was asked for
     * @param trigger who started it
     * @param again whether the alarm is in ALARM for longer, and a run of before has ended without a recovery
     * @param force whether a person asked to go on although the primary may be healthy
     * @param plan the plan
     * @param timing the plan's durations in seconds
     */
    public record Result(
            Status status, String reason, Trigger trigger, boolean again, boolean force, Plan plan, Timing timing) {}

    private final SsmClient ssm;

    public ReadPlanHandler() {
        this(AwsClients.own(SsmClient.builder()));
    }

    public ReadPlanHandler(SsmClient ssm) {
        this.ssm = ssm;
    }

    /**
     * @throws InvalidInputException where the input is none of the accepted ones
     * @throws InvalidPlanException where there is no plan, or it cannot be followed as it is written
     */
    @Override
    protected Result step(Input input) {
        Request request = RequestReader.read(input.input());
        Plan plan = PlanReader.read(ssm, input.planParameter());
        return switch (request) {
            case Request.FromPerson person -> result(Status.DONE, person, person.force(), plan);
            case Request.FromAlarm alarm -> result(Status.DONE, alarm, false, plan);
            case Request.NotAsked other -> result(Status.REFUSED, other, false, plan);
        };
    }

    private static Result result(Status status, Request request, boolean force, Plan plan) {
        boolean again = request instanceof Request.FromAlarm alarm && alarm.again();
        return new Result(status, request.reason(), request.trigger(), again, force, plan, Timing.of(plan));
    }
}
