package io.pilotlight.restore;

import io.pilotlight.step.NeedsPersonException;

/** A secret that holds no password which can be set; its content is not quoted. */
public final class InvalidSecretException extends NeedsPersonException {

    InvalidSecretException(String secretId, String wrong) {
        super(("Secret %s %s; accepted is a JSON object with a text field 'password' of 8 to 41 printable ASCII "
                + "characters other than / \" @ and the space. The database's password was not changed. "
                + "Correct the secret and start again.").formatted(secretId, wrong));
    }
}
