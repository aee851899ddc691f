package io.pilotlight.restoretest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Reads the password of a database account from its secret, and quotes nothing of it. */
final class AccountPassword {

    private static final String PASSWORD = "password";

    private AccountPassword() {}

    /** @throws InvalidAccountSecretException where it is no JSON object with a text field {@code password} */
    static String of(String secretId, GetSecretValueResponse secret) {
        if (secret.secretString() == null) {
            throw new InvalidAccountSecretException(secretId, "is binary");
        }
        try {
            JsonNode password = StrictJson.mapper().readTree(secret.secretString()).path(PASSWORD);
            if (!password.isTextual() || password.textValue().isEmpty()) {
                throw new InvalidAccountSecretException(secretId, "is not a JSON object with a password");
            }
            return password.textValue();
        } catch (JsonProcessingException _) {
            // Jackson's message quotes what it could not read, so it goes no further.
            throw new InvalidAccountSecretException(secretId, "is not well-formed JSON, or names a field twice");
        }
    }
}
