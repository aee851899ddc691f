package io.pilotlight.simulator.states;

import java.util.regex.Pattern;

/** How Step Functions names things. */
record Arns(String region, String account) {

    /** What StartExecution accepts as a name. */
    private static final Pattern EXECUTION_NAME =
            Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

    String machine(String name) {
        return "arn:aws:states:%s:%s:stateMachine:%s".formatted(region, account, name);
    }

    String execution(String machine, String name) {
        return "arn:aws:states:%s:%s:execution:%s:%s".formatted(region, account, machine, name);
    }

    String role(String machine) {
        return "arn:aws:iam::%s:role/%sRole".formatted(account, machine);
    }

    /** Returns the name of a machine that is given by its name or its ARN. */
    String nameOf(String machine) {
        String prefix = machine("");
        return machine.startsWith(prefix) ? machine.substring(prefix.length()) : machine;
    }

    static String checkExecutionName(String name) {
        if (!EXECUTION_NAME.matcher(name).matches()) {
            throw StatesErrors.invalidName(name);
        }
        return name;
    }
}
