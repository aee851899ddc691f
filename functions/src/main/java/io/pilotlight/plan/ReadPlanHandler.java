package io.pilotlight.plan;

import io.pilotlight.aws.AwsClients;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Reads what an execution is asked for and the plan that it shall follow, both strictly, before anything is touched.
 *
 * <p>Calls {@code ssm:GetParameter} in the function's own Region; changes nothing.
 */
public final class ReadPlanHandler extends StepHandler<ReadPlanInput, ReadPlanResult> {

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
    protected ReadPlanResult step(ReadPlanInput input) {
        Request request = RequestReader.read(input.input());
        Plan plan = PlanReader.read(ssm, input.planParameter());
        return switch (request) {
            case Request.FromPerson person -> result(Status.DONE, person, person.force(), plan);
            case Request.FromAlarm alarm -> result(Status.DONE, alarm, false, plan);
            case Request.NotAsked other -> result(Status.REFUSED, other, false, plan);
        };
    }

    private static ReadPlanResult result(Status status, Request request, boolean force, Plan plan) {
        return new ReadPlanResult(status, request.reason(), request.trigger(), force, plan, Timing.of(plan));
    }
}
