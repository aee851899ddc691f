package io.pilotlight.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A version of a secret that is a JSON object, whose fields bear the names that its application gives them; tells none of its values in a text. */
public final class JsonSecret {

    /** The name of a field of such a secret. */
    public static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    public static final String FIELD_IN_WORDS = "1 to 64 letters, digits, underscores, full stops and hyphens";

    /**
     * What RDS for MySQL takes.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html">The limits of
     *     MasterUserPassword</a>
     */
    private static final Pattern MASTER_PASSWORD = Pattern.compile("[!-~&&[^/\"@]]{8,41}");

    /** Keeps each number as it is written: all but one field is written back. */
    private static final ObjectReader READER = StrictJson.mapper().reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private final String secretId;
    private final String versionId;
    private final ObjectNode fields;

    private JsonSecret(String secretId, String versionId, ObjectNode fields) {
        this.secretId = secretId;
        this.versionId = versionId;
        this.fields = fields;
    }

    /**
     * Reads a secret ({@code secretsmanager:GetSecretValue}).
     *
     * @throws InvalidSecretException where it is no JSON object; quotes nothing of it
     */
    public static JsonSecret read(SecretsManagerClient secrets, String secretId) {
        GetSecretValueResponse secret = secrets.getSecretValue(request -> request.secretId(secretId));
        if (secret.secretString() == null) {
            throw new InvalidSecretException(secretId, "is binary", "a JSON object");
        }
        return new JsonSecret(secretId, secret.versionId(), parse(secretId, secret.secretString()));
    }

    private static ObjectNode parse(String secretId, String content) {
        try {
            JsonNode read = READER.readTree(content);
            if (read instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidSecretException(secretId, "is not a JSON object", "a JSON object");
        } catch (JsonProcessingException _) {
            // Jackson's message quotes what it could not read, so it goes no further.
            throw new InvalidSecretException(secretId, "is not well-formed JSON, or names a field twice", "a JSON object");
        }
    }

    /** Returns the id of the version that was read. */
    public String versionId() {
        return versionId;
    }

    /** @throws InvalidSecretException where the field holds no text, or an empty one */
    public String text(String field) {
        String text = textOrNothing(field);
        if (text.isEmpty()) {
            throw holdsNoText(field);
        }
        return text;
    }

    /**
     * Returns a field's text, empty where there is no such field.
     *
     * @throws InvalidSecretException where the field holds something else than a text
     */
    public String textOrNothing(String field) {
        JsonNode value = fields.path(field);
        if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
            throw holdsNoText(field);
        }
        return value.asText("");
    }

    /**
     * Returns the password in a field.
     *
     * @throws InvalidSecretException where the field holds none, or one that RDS for MySQL does not take
     */
    public String masterPassword(String field) {
        String password = text(field);
        if (!MASTER_PASSWORD.matcher(password).matches()) {
            throw new InvalidSecretException(secretId, "has a password that RDS for MySQL does not accept",
                    "8 to 41 printable ASCII characters other than / \" @ and the space in the field '%s'".formatted(field));
        }
        return password;
    }

    /** Tells whether there is such a field, also where nothing stands in it yet. */
    public boolean has(String field) {
        return fields.has(field);
    }

    /** Writes another text into one field, and the others as they were ({@code secretsmanager:PutSecretValue}). */
    public void put(SecretsManagerClient secrets, String field, String text) {
        String next = fields.deepCopy().put(field, text).toString();
        secrets.putSecretValue(request -> request.secretId(secretId).secretString(next));
    }

    private InvalidSecretException holdsNoText(String field) {
        return new InvalidSecretException(secretId, "has no text in a field '%s'".formatted(field),
                "a JSON object with a text in the field '%s'".formatted(field));
    }

    @Override
    public String toString() {
        return "JsonSecret[versionId=%s]".formatted(versionId);
    }
}
