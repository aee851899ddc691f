package io.pilotlight.simulator.cloud.secretsmanager;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/**
 * Secrets Manager in one Region: reading a version and writing the next one. Replication to a replica takes no time
 * here.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html">Replicate secrets
 *     across Regions</a>
 */
public final class SimulatedSecretsManager implements SecretsManagerClient, Guarded {

    private static final int MOST_BYTES = 65_536;

    /** @param primaryRegion the Region in which a replicated secret is written; null where it is not replicated */
    private record Held(Secret secret, String arn, String primaryRegion) {}

    private final String region;
    private final CloudContext context;
    private final Map<String, Held> secrets = new TreeMap<>();

    public SimulatedSecretsManager(String region, CloudContext context) {
        this.region = region;
        this.context = context;
    }

    /** Adds a secret with its first value, and returns its ARN. */
    public String addSecret(String name, String value) {
        Secret secret = new Secret(name);
        write(secret, value, UUID.nameUUIDFromBytes((region + name).getBytes(StandardCharsets.UTF_8)).toString());
        return hold(secret, null);
    }

    /** Writes the next value of a secret, as a person or a rotation would, and returns its version's id. */
    public String rotate(String name, String value) {
        return putSecretValue(request -> request.secretId(name).secretString(value)).versionId();
    }

    /** Writes bytes as the next value of a secret, which has no string then. */
    public void rotateToBinary(String name) {
        Secret secret = require(name).secret();
        secret.add(new Secret.Version(
                UUID.nameUUIDFromBytes((name + " binary").getBytes(StandardCharsets.UTF_8)).toString(),
                null, context.timeline().now()));
    }

    /** Makes another Region hold a replica of a secret, which can be read there and not be written. */
    public String replicateTo(SimulatedSecretsManager other, String name) {
        hold(require(name).secret(), region);
        return other.hold(require(name).secret(), region);
    }

    /** Marks a secret for deletion, after which it cannot be read. */
    public void markForDeletion(String name) {
        require(name).secret().markForDeletion();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        Held held = require(request.secretId());
        requireAlive(held);
        Optional<Secret.Version> found = request.versionId() == null
                ? held.secret().byStage(request.versionStage() == null ? "AWSCURRENT" : request.versionStage())
                : held.secret().byId(request.versionId());
        Secret.Version version = found.filter(it -> request.versionStage() == null
                        || held.secret().stagesOf(it).contains(request.versionStage()))
                .orElseThrow(() -> notFound("Secrets Manager can't find the specified secret value for %s"
                        .formatted(
                                request.versionId() == null
                                        ? "staging label: " + request.versionStage()
                                        : "VersionId: " + request.versionId())));
        return GetSecretValueResponse.builder()
                .arn(held.arn())
                .name(held.secret().name())
                .versionId(version.id())
                .versionStages(held.secret().stagesOf(version))
                .secretString(version.value())
                .createdDate(version.createdAt())
                .build();
    }

    /** Answers for a secret that is marked for deletion, too. */
    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        Held held = require(request.secretId());
        return DescribeSecretResponse.builder()
                .arn(held.arn()).name(held.secret().name()).primaryRegion(held.primaryRegion()).build();
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        Held held = require(request.secretId());
        requireAlive(held);
        if (held.primaryRegion() != null && !held.primaryRegion().equals(region)) {
            throw error("InvalidRequestException",
                    "Operation not permitted on a replica secret. Call must be made in primary secret's region.");
        }
        String id = request.clientRequestToken() == null
                ? UUID.nameUUIDFromBytes("%s %s %s"
                                .formatted(held.arn(), context.timeline().now(), request.secretString())
                                .getBytes(StandardCharsets.UTF_8))
                        .toString()
                : request.clientRequestToken();
        Optional<Secret.Version> earlier = held.secret().byId(id);
        if (earlier.isPresent() && !earlier.get().value().equals(request.secretString())) {
            throw error("ResourceExistsException",
                    "You can't modify an existing version, you can only create a new version.");
        }
        if (earlier.isEmpty()) {
            write(held.secret(), request.secretString(), id);
        }
        return PutSecretValueResponse.builder().arn(held.arn()).name(held.secret().name()).versionId(id).build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return switch (request) {
            case GetSecretValueRequest asked -> List.of(Access.to(action, arn(asked.secretId())));
            case DescribeSecretRequest asked -> List.of(Access.to(action, arn(asked.secretId())));
            case PutSecretValueRequest asked -> List.of(Access.to(action, arn(asked.secretId())));
            default -> List.of(Access.to(action, Access.ANY));
        };
    }

    /** A secret that is not there is asked for by the name alone. */
    private String arn(String id) {
        return find(id).map(Held::arn)
                .orElseGet(() -> id.startsWith("arn:") ? id : Arns.of("secretsmanager", region, "secret:" + id));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private String hold(Secret secret, String primaryRegion) {
        String arn = Arns.of("secretsmanager", region, "secret:%s-%06x".formatted(
                secret.name(), secret.name().hashCode() & 0xFFFFFF));
        secrets.put(secret.name(), new Held(secret, arn, primaryRegion));
        return arn;
    }

    private void write(Secret secret, String value, String id) {
        if (value == null || value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw error("InvalidParameterException",
                    "The secret value must have 1 to %d bytes.".formatted(MOST_BYTES));
        }
        secret.add(new Secret.Version(id, value, context.timeline().now()));
    }

    private Held require(String id) {
        return find(id).orElseThrow(() -> notFound("Secrets Manager can't find the specified secret."));
    }

    private Optional<Held> find(String id) {
        return secrets.values().stream()
                .filter(held -> held.secret().name().equals(id) || held.arn().equals(id)
                        || held.arn().startsWith(id + "-") && id.startsWith("arn:"))
                .findFirst();
    }

    private static void requireAlive(Held held) {
        if (held.secret().isMarkedForDeletion()) {
            throw error("InvalidRequestException",
                    "You can't perform this operation on the secret because it was marked for deletion.");
        }
    }

    private static AwsServiceException notFound(String message) {
        return error("ResourceNotFoundException", message);
    }

    private static AwsServiceException error(String code, String message) {
        return ServiceErrors.error(SecretsManagerClient.class, code, message);
    }
}
