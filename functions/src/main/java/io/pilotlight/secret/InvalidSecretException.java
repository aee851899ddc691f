package io.pilotlight.secret;

import io.pilotlight.step.NeedsPersonException;

/** A secret that holds no password that can be used; its content is not quoted. */
public final class InvalidSecretException extends NeedsPersonException {

    InvalidSecretException(String secretId, String wrong) {
        this(secretId, wrong, "a JSON object with a text in the field 'password'");
    }

    /** @param accepted what the secret must be */
    public InvalidSecretException(String secretId, String wrong, String accepted) {
        super(("Secret %s %s; accepted is %s. The database was not logged on to, and its password was not changed. "
                        + "Correct the secret and start again.")
                .formatted(secretId, wrong, accepted));
    }
}
