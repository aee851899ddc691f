package io.pilotlight.plan;

import io.pilotlight.step.NeedsPersonException;

/** An execution input that is none of those that are accepted. */
public final class InvalidInputException extends NeedsPersonException {

    private static final String ACCEPTED = "accepted is {}, {\"force\": true, \"reason\": \"why\"}, "
            + "or a CloudWatch Alarm State Change event as EventBridge delivers it";

    public InvalidInputException(String problem) {
        this(problem, ACCEPTED);
    }

    public InvalidInputException(String problem, String accepted) {
        super("The execution's input is refused: %s; %s. Nothing was touched.".formatted(problem, accepted));
    }
}
