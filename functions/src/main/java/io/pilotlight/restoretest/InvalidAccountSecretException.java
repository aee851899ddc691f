package io.pilotlight.restoretest;

import io.pilotlight.step.NeedsPersonException;

/** A secret that holds no password to log on to a restored database with; its content is not quoted. */
public final class InvalidAccountSecretException extends NeedsPersonException {

    InvalidAccountSecretException(String secretId, String wrong) {
        super(("Secret %s %s; accepted is a JSON object with a text field 'password'. The restored database was not "
                + "looked at. Correct the secret and start again.").formatted(secretId, wrong));
    }
}
