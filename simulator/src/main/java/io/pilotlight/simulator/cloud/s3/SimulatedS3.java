package io.pilotlight.simulator.cloud.s3;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import io.pilotlight.simulator.cloud.api.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * S3 in one Region: versioned buckets, {@code GetObject} and {@code PutObject}, strongly consistent.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html">How S3 Versioning
 *     works</a>
 */
public final class SimulatedS3 implements S3Client, Guarded {

    /** One version of an object. */
    public record Version(String versionId, Instant lastModified, byte[] content, Map<String, String> metadata) {}

    private final CloudContext context;
    private final Store<Map<String, List<Version>>> buckets = Store.inOrder(
            _ -> ServiceErrors.error(S3Client.class, "NoSuchBucket", 404, "The specified bucket does not exist"));

    public SimulatedS3(CloudContext context) {
        this.context = context;
    }

    /** Makes an empty bucket. */
    public void addBucket(String name) {
        buckets.put(name, new TreeMap<>());
    }

    /** Returns the keys of a bucket, in order: for the scenario and the checkers. */
    public List<String> keys(String bucket) {
        return List.copyOf(buckets.require(bucket).keySet());
    }

    /** Returns every version of an object, oldest first: for the scenario and the checkers. */
    public List<Version> versions(String bucket, String key) {
        return List.copyOf(buckets.require(bucket).getOrDefault(key, List.of()));
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        List<Version> versions = buckets.require(request.bucket()).get(request.key());
        if (versions == null) {
            throw ServiceErrors.error(S3Client.class, "NoSuchKey", 404, "The specified key does not exist.");
        }
        Version newest = versions.getLast();
        GetObjectResponse response = GetObjectResponse.builder()
                .versionId(newest.versionId())
                .lastModified(newest.lastModified())
                .contentLength((long) newest.content().length)
                .metadata(newest.metadata())
                .build();
        try {
            return transformer.transform(response,
                    AbortableInputStream.create(new ByteArrayInputStream(newest.content())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (Exception failure) {
            throw new IllegalStateException("the object could not be handed over", failure);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        List<Version> versions =
                buckets.require(request.bucket()).computeIfAbsent(request.key(), _ -> new ArrayList<>());
        try (var content = body.contentStreamProvider().newStream()) {
            versions.add(new Version("version-%d".formatted(versions.size() + 1), context.timeline().now(),
                    content.readAllBytes(), Map.copyOf(request.metadata())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return PutObjectResponse.builder().versionId(versions.getLast().versionId()).build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return List.of(Access.to(action, switch (request) {
            case GetObjectRequest asked -> arn(asked.bucket(), asked.key());
            case PutObjectRequest asked -> arn(asked.bucket(), asked.key());
            default -> Access.ANY;
        }));
    }

    private static String arn(String bucket, String key) {
        return "arn:aws:s3:::%s/%s".formatted(bucket, key);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
