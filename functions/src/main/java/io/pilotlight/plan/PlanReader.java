package io.pilotlight.plan;

import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Reads the plan from its SSM parameter, strictly; calls {@code ssm:GetParameter}. */
public final class PlanReader {

    private PlanReader() {}

    /** @throws InvalidPlanException where there is no plan, or it cannot be followed as it is written */
    public static Plan read(SsmClient ssm, String parameter) {
        return document(ssm, parameter).plan();
    }

    /** @throws InvalidPlanException where there is no plan, or it cannot be followed as it is written */
    public static PlanDocument document(SsmClient ssm, String parameter) {
        try {
            Parameter found = ssm.getParameter(request -> request.name(parameter)).parameter();
            boolean first = Long.valueOf(1).equals(found.version());
            return new PlanDocument(Plan.parse(found.value()),
                    Optional.ofNullable(found.lastModifiedDate()).filter(_ -> first));
        } catch (ParameterNotFoundException missing) {
            throw new InvalidPlanException("there is no SSM parameter '%s'".formatted(parameter), missing);
        }
    }
}
