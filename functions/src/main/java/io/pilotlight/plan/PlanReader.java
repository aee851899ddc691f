package io.pilotlight.plan;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * Reads the plan from its SSM parameter, strictly; calls {@code ssm:GetParameter} each time, and takes a text apart only
 * the first time that it sees it: a plan is what its text says, and changes seldom.
 */
public final class PlanReader {

    /** Nobody has more plans than this at once; beyond it they are taken apart again, so that memory is bounded. */
    private static final int MOST_KEPT = 8;

    private static final Map<String, Plan> PARSED = new ConcurrentHashMap<>();

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
            return new PlanDocument(parsed(found.value()),
                    Optional.ofNullable(found.lastModifiedDate()).filter(_ -> first));
        } catch (ParameterNotFoundException missing) {
            throw new InvalidPlanException("there is no SSM parameter '%s'".formatted(parameter), missing);
        }
    }

    private static Plan parsed(String text) {
        Plan known = PARSED.get(text);
        if (known != null) {
            return known;
        }
        if (PARSED.size() >= MOST_KEPT) {
            PARSED.clear();
        }
        Plan plan = Plan.parse(text);
        PARSED.put(text, plan);
        return plan;
    }
}
