package io.pilotlight.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The files of one comparison: of each table numbered JSON Lines, because an object cannot be appended to, and beside them
 * {@value #SUMMARY}. A part that is written again, after a call whose answer was lost, has the same number.
 */
final class ComparedFiles {

    static final String SUMMARY = "summary.json";

    /** What a key may have without a second thought. */
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_.-]");

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    /** @param prefix without a slash at its end */
    ComparedFiles(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Reads how far it has come ({@code s3:GetObject}); empty before the first call. */
    Optional<Progress> progress() {
        try {
            String text = s3.getObject(GetObjectRequest.builder().bucket(bucket).key(key(SUMMARY)).build(),
                    ResponseTransformer.toBytes()).asUtf8String();
            return Optional.of(StrictJson.mapper().readValue(text, Progress.class));
        } catch (NoSuchKeyException _) {
            return Optional.empty();
        } catch (JsonProcessingException changed) {
            throw new IllegalStateException("%s was changed by hand: %s".formatted(key(SUMMARY), StrictJson.explain(changed)));
        }
    }

    /** Writes how far it has come ({@code s3:PutObject}). */
    void write(Progress progress) {
        try {
            put(SUMMARY, "application/json", StrictJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(progress));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Writes a part of a table's list ({@code s3:PutObject}). */
    void write(String table, int part, String lines) {
        put("%s/part-%06d.jsonl".formatted(UNSAFE.matcher(table).replaceAll("_"), part), "application/x-ndjson", lines);
    }

    private void put(String name, String type, String text) {
        s3.putObject(PutObjectRequest.builder().bucket(bucket).key(key(name)).contentType(type).build(),
                RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String key(String name) {
        return "%s/%s".formatted(prefix, name);
    }
}
