package io.pilotlight.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The versioned, encrypted bucket of the template, in the emulated standby Region. */
final class EmulatedBucket {

    static final String NAME = "pilot-light-backups-123456789012-eu-central-1";

    private final S3Client s3;

    EmulatedBucket(Wire wire) {
        s3 = wire.clients(Wire.STANDBY).s3();
        s3.createBucket(request -> request.bucket(NAME)
                .createBucketConfiguration(configuration -> configuration.locationConstraint(Wire.STANDBY)));
        s3.putBucketVersioning(request -> request.bucket(NAME)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        s3.putBucketEncryption(request -> request.bucket(NAME).serverSideEncryptionConfiguration(encryption -> encryption
                .rules(rule -> rule.applyServerSideEncryptionByDefault(by -> by.sseAlgorithm(ServerSideEncryption.AES256)))));
    }

    JsonNode read(String key) {
        try {
            return StrictJson.mapper().readTree(
                    s3.getObjectAsBytes(request -> request.bucket(NAME).key(key)).asUtf8String());
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(key + " is not JSON", malformed);
        }
    }

    /** Changes an object as a person does who downloads it, edits it, and uploads it again with its metadata. */
    void changeByHand(String key, String content) {
        var metadata = s3.headObject(request -> request.bucket(NAME).key(key)).metadata();
        s3.putObject(request -> request.bucket(NAME).key(key).metadata(metadata), RequestBody.fromString(content));
    }

    void delete(String key) {
        s3.deleteObject(request -> request.bucket(NAME).key(key));
    }

    /** Returns the versions of an object, the newest first. */
    List<ObjectVersion> versions(String key) {
        return s3.listObjectVersions(request -> request.bucket(NAME).prefix(key)).versions();
    }
}
