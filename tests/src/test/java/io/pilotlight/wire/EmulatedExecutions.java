package io.pilotlight.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Executions of a state machine in the emulated Step Functions. None of them does anything: it runs until it is stopped,
 * which is all that somebody who asks for its status sees of one.
 */
final class EmulatedExecutions {

    private static final String DOES_NOTHING =
            "{\"StartAt\": \"Wait\", \"States\": {\"Wait\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}}}";

    private final SfnClient stepFunctions;
    private final String stateMachine;
    private final Map<String, String> running = new ConcurrentHashMap<>();

    EmulatedExecutions(Wire wire, String name) {
        stepFunctions = wire.clients(Wire.STANDBY).stepFunctions();
        stateMachine = stepFunctions.createStateMachine(request -> request
                        .name(name).definition(DOES_NOTHING).roleArn("arn:aws:iam::123456789012:role/" + name))
                .stateMachineArn();
    }

    /** Returns the ARN of the execution of that name, which is started where it is not yet there. */
    String running(String name) {
        return running.computeIfAbsent(name, _ -> stepFunctions.startExecution(request -> request
                .stateMachineArn(stateMachine).name(name).input("{}")).executionArn());
    }

    /** Returns the ARN of an execution that Step Functions does not know, as it is 90 days after its end. */
    String forgotten(String name) {
        return running("another").replaceAll("[^:]+$", name);
    }

    void stop(String name) {
        stepFunctions.stopExecution(request -> request.executionArn(running.get(name)));
    }
}
