package io.pilotlight.plan;

import io.pilotlight.step.NeedsPersonException;

/** An execution input that is none of those that are accepted. */
public final class InvalidInputException extends NeedsPersonException {

    /** What the failover accepts. */
    static final String BY_FAILOVER = "accepted is {}, {\"force\": true, \"reason\": \"why\"}, {\"recoveryPoint\": \"visitor-db-20261122t164500\"}, "
            + "or a CloudWatch Alarm State Change event as EventBridge delivers it";

    /** What a planned move accepts. */
    static final String BY_MOVE = "accepted is {}, to move back to the primary site, or {\"to\": \"STANDBY\", \"reason\": \"why\"}, "
            + "each with \"force\": true and a reason where clients that stay connected to the database are known to write nothing";

    InvalidInputException(String problem) {
        this(problem, BY_FAILOVER);
    }

    public InvalidInputException(String problem, String accepted) {
        super("The execution's input is refused: %s; %s. Nothing was touched.".formatted(problem, accepted));
    }
}
