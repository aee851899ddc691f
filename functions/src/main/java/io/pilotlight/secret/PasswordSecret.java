package io.pilotlight.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A password and the version of the secret that holds it; never tells the password in a text. */
public record PasswordSecret(String versionId, String password) {

    private static final String FIELD = "password";

    /**
     * Reads a secret ({@code secretsmanager:GetSecretValue}).
     *
     * @throws InvalidSecretException where it is no JSON object with a text field {@code password}; quotes nothing of it
     */
    public static PasswordSecret read(SecretsManagerClient secrets, String secretId) {
        GetSecretValueResponse secret = secrets.getSecretValue(request -> request.secretId(secretId));
        if (secret.secretString() == null) {
            throw new InvalidSecretException(secretId, "is binary");
        }
        JsonNode password = parse(secretId, secret.secretString()).path(FIELD);
        if (!password.isTextual() || password.textValue().isEmpty()) {
            throw new InvalidSecretException(secretId, "has no text in a field 'password'");
        }
        return new PasswordSecret(secret.versionId(), password.textValue());
    }

    private static JsonNode parse(String secretId, String content) {
        try {
            JsonNode object = StrictJson.mapper().readTree(content);
            if (!object.isObject()) {
                throw new InvalidSecretException(secretId, "is not a JSON object");
            }
            return object;
        } catch (JsonProcessingException _) {
            // Jackson's message quotes what it could not read, so it goes no further.
            throw new InvalidSecretException(secretId, "is not well-formed JSON, or names a field twice");
        }
    }

    @Override
    public String toString() {
        return "PasswordSecret[versionId=%s]".formatted(versionId);
    }
}
