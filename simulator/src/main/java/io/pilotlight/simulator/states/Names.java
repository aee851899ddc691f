package io.pilotlight.simulator.states;

import io.pilotlight.simulator.cloud.api.Arns;
import java.util.regex.Pattern;

/** How Step Functions names things. */
record Names(String region) {

    /** What StartExecution accepts as a name. */
    private static final Pattern EXECUTION_NAME =
            Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

    String machine(String name) {
        return Arns.of("states", region, "stateMachine:" + name);
    }

    String execution(String machine, String name) {
        return Arns.of("states", region, "execution:%s:%s".formatted(machine, name));
    }

    String role(String machine) {
        return Arns.of("iam", "", "role/%sRole".formatted(machine));
    }

    static String checkExecutionName(String name) {
        if (!EXECUTION_NAME.matcher(name).matches()) {
            throw StatesErrors.invalidName(name);
        }
        return name;
    }
}
