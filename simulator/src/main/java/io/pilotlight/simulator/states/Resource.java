package io.pilotlight.simulator.states;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a task does: the integrations that this interpreter knows, and the arguments of each. */
enum Resource {
    INVOKE_FUNCTION("arn:aws:states:::lambda:invoke", Set.of("FunctionName"), Set.of("FunctionName", "Payload")),
    START_EXECUTION("arn:aws:states:::states:startExecution", Set.of("StateMachineArn"), Arguments.OF_A_START),
    START_EXECUTION_AND_WAIT("arn:aws:states:::states:startExecution.sync:2", Set.of("StateMachineArn"), Arguments.OF_A_START),
    DESCRIBE_EXECUTION("arn:aws:states:::aws-sdk:sfn:describeExecution", Set.of("ExecutionArn"), Set.of("ExecutionArn")),
    STOP_EXECUTION("arn:aws:states:::aws-sdk:sfn:stopExecution", Set.of("ExecutionArn"),
            Set.of("ExecutionArn", "Error", "Cause")),
    PUBLISH("arn:aws:states:::sns:publish", Set.of("TopicArn", "Message"), Set.of("TopicArn", "Message", "Subject")),
    PUBLISH_AND_WAIT("arn:aws:states:::sns:publish.waitForTaskToken", Set.of("TopicArn", "Message"),
            Set.of("TopicArn", "Message", "Subject"));

    private final String arn;
    private final Set<String> required;
    private final Set<String> accepted;

    Resource(String arn, Set<String> required, Set<String> accepted) {
        this.arn = arn;
        this.required = required;
        this.accepted = accepted;
    }

    static Optional<Resource> of(String arn) {
        return Arrays.stream(values()).filter(resource -> resource.arn.equals(arn)).findFirst();
    }

    String arn() {
        return arn;
    }

    /** A constant of an enum cannot be read by its own constructors. */
    private static final class Arguments {
        private static final Set<String> OF_A_START = Set.of("StateMachineArn", "Name", "Input");
    }

    /** Says what is wrong with the names of the arguments, or nothing. */
    Optional<String> problemWith(Set<String> arguments) {
        return arguments.stream().filter(name -> !accepted.contains(name)).findFirst()
                .map(name -> "'%s' is not supported by %s; accepted are %s"
                        .formatted(name, arn, accepted.stream().sorted().toList()))
                .or(() -> required.stream().sorted().filter(name -> !arguments.contains(name)).findFirst()
                        .map(name -> "'%s' is missing; %s needs it".formatted(name, arn)));
    }
}
