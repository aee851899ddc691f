package io.pilotlight.secret;

import io.pilotlight.step.NeedsPersonException;

/** A secret that does not hold what the plan says that it holds; its content is not quoted. */
public final class InvalidSecretException extends NeedsPersonException {

    private final String problem;

    /** @param accepted what the secret must be */
    public InvalidSecretException(String secretId, String wrong, String accepted) {
        this("Secret %s %s; accepted is %s".formatted(secretId, wrong, accepted));
    }

    private InvalidSecretException(String problem) {
        super(problem + ". Neither it nor the database was changed. Correct the secret, or the plan, and start again.");
        this.problem = problem;
    }

    /** Returns what is wrong, and what is accepted, without a full stop. */
    public String problem() {
        return problem;
    }
}
