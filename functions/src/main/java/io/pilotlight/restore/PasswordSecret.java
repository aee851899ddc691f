package io.pilotlight.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * A password and the version of the secret that holds it; never tells the password in a text.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html">The limits of
 *     MasterUserPassword, RDS for MySQL</a>
 */
record PasswordSecret(String versionId, String password) {

    private static final Pattern ACCEPTED = Pattern.compile("[!-~&&[^/\"@]]{8,41}");

    /**
     * Reads the secret's content.
     *
     * @throws InvalidSecretException where it is no JSON object with a password that RDS accepts; quotes nothing of it
     */
    static PasswordSecret of(String secretId, GetSecretValueResponse secret) {
        if (secret.secretString() == null) {
            throw new InvalidSecretException(secretId, "is binary");
        }
        JsonNode password = parse(secretId, secret.secretString()).get("password");
        if (password == null || !password.isTextual()) {
            throw new InvalidSecretException(secretId, "has no text field 'password'");
        }
        if (!ACCEPTED.matcher(password.textValue()).matches()) {
            throw new InvalidSecretException(secretId, "has a password that RDS for MySQL does not accept");
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
