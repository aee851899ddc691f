package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The saved configuration of one service: two objects in a versioned bucket, each marked with the digest of what was
 * written, so that a file that somebody changed by hand is seen.
 */
public final class ConfigurationFiles {

    /** The service, with its history and its running count of the last day. */
    public static final String SERVICE = "ecs-service-backup.json";

    /** The task definition that the service stands on. */
    public static final String TASK_DEFINITION = "task-def-backup.json";

    static final String SAVED_AT = "savedAt";
    static final String REGION = "region";
    static final String SERVICES = "services";
    static final String DEFINITION = "taskDefinition";

    private static final String DIGEST = "pilot-light-sha256";

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    /** @param service the plan's name of the service */
    public ConfigurationFiles(S3Client s3, String bucket, String application, String service) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = "%s/%s/".formatted(application, service);
    }

    /**
     * A saved file.
     *
     * @param content its JSON; a missing node where it is none
     * @param asWritten whether it is what this software wrote, byte by byte
     */
    public record Saved(JsonNode content, boolean asWritten) {

        /** Tells whether it is JSON at all. */
        public boolean isReadable() {
            return !content.isMissingNode();
        }

        /** Returns when it was saved; empty where the file does not say. */
        public Optional<Instant> savedAt() {
            try {
                return content.path(SAVED_AT).isTextual()
                        ? Optional.of(Instant.parse(content.path(SAVED_AT).textValue()))
                        : Optional.empty();
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }

        /** Returns the Region of the site that was active then; empty where the file does not say. */
        public String region() {
            return content.path(REGION).asText();
        }

        /** Returns what is saved in this one of the two files; empty where nothing is. */
        public Optional<ObjectNode> saved(String file) {
            JsonNode saved = file.equals(SERVICE) ? content.path(SERVICES).path(0) : content.path(DEFINITION);
            return saved instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        }
    }

    /** Returns the key of a file in the bucket. */
    public String key(String file) {
        return prefix + file;
    }

    /** Reads a file ({@code s3:GetObject}); empty where there is none. */
    public Optional<Saved> read(String file) {
        try {
            ResponseBytes<GetObjectResponse> answer = s3.getObject(
                    GetObjectRequest.builder().bucket(bucket).key(key(file)).build(), ResponseTransformer.toBytes());
            byte[] bytes = answer.asByteArray();
            return Optional.of(new Saved(
                    parse(bytes), digest(bytes).equals(answer.response().metadata().get(DIGEST))));
        } catch (NoSuchKeyException _) {
            return Optional.empty();
        }
    }

    /** Writes a new version of a file ({@code s3:PutObject}). */
    void write(String file, JsonNode content) {
        byte[] bytes = content.toPrettyString().getBytes(StandardCharsets.UTF_8);
        s3.putObject(PutObjectRequest.builder()
                .bucket(bucket)
                .key(key(file))
                .contentType("application/json")
                .metadata(Map.of(DIGEST, digest(bytes)))
                .build(), RequestBody.fromBytes(bytes));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return StrictJson.mapper().readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException _) {
            return StrictJson.mapper().missingNode();
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
