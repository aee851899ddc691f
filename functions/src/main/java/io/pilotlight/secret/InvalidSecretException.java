package io.pilotlight.secret;

import io.pilotlight.step.NeedsPersonException;

/** A secret that does not hold what the plan says that it holds; its content is not quoted. */
public final class InvalidSecretException extends NeedsPersonException {

    /** @param accepted what the secret must be */
    public InvalidSecretException(String secretId, String wrong, String accepted) {
        super("Secret %s %s; accepted is %s. Neither it nor the database was changed. Correct the secret, or the plan, and start again."
                .formatted(secretId, wrong, accepted));
    }
}
