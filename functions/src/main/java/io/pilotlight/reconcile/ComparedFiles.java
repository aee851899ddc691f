package io.pilotlight.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
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

    /** Stands in a folder's name before two digits, so that no two tables share one. */
    private static final char ESCAPE = '-';

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
        put("%s/part-%06d.jsonl".formatted(folder(table), part), "application/x-ndjson", lines);
    }

    /**
     * Returns the name of a table's folder: letters, digits and underscores as they are, each other byte of its UTF-8 as a
     * hyphen and two hexadecimal digits, such as {@code a-20b} for {@code a b}. S3 and every shell take it as it is.
     */
    static String folder(String table) {
        StringBuilder name = new StringBuilder();
        for (byte unit : table.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = unit == '_' || unit >= '0' && unit <= '9' || unit >= 'A' && unit <= 'Z' || unit >= 'a' && unit <= 'z';
            name.append(isPlain ? String.valueOf((char) unit) : ESCAPE + HexFormat.of().toHexDigits(unit));
        }
        return name.toString();
    }

    private void put(String name, String type, String text) {
        s3.putObject(PutObjectRequest.builder().bucket(bucket).key(key(name)).contentType(type).build(),
                RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String key(String name) {
        return "%s/%s".formatted(prefix, name);
    }
}
