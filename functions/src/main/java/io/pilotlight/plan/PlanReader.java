package io.pilotlight.plan;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Reads the plan from its SSM parameter, strictly; calls {@code ssm:GetParameter}. */
public final class PlanReader {

    private PlanReader() {}

    /** @throws InvalidPlanException where there is no plan, or it cannot be followed as it is written */
    public static Plan read(SsmClient ssm, String parameter) {
        try {
            return Plan.parse(ssm.getParameter(request -> request.name(parameter)).parameter().value());
        } catch (ParameterNotFoundException missing) {
            throw new InvalidPlanException("there is no SSM parameter '%s'".formatted(parameter), missing);
        }
    }
}
