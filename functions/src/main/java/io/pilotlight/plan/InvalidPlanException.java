package io.pilotlight.plan;

import io.pilotlight.step.NeedsPersonException;

/** The plan cannot be followed as it is written. */
public final class InvalidPlanException extends NeedsPersonException {

    public InvalidPlanException(String problem, Throwable cause) {
        super("The plan is refused: %s. Nothing was touched; correct the plan's parameter and start again.".formatted(problem),
                cause);
    }
}
