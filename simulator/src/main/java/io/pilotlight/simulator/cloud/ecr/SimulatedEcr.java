package io.pilotlight.simulator.cloud.ecr;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Guarded;
import io.pilotlight.simulator.cloud.api.ServiceErrors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/**
 * The private registries of Amazon ECR in one Region, as a task that starts asks them: {@code BatchGetImage}. Nothing is
 * replicated by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html">BatchGetImage</a>
 */
public final class SimulatedEcr implements EcrClient, Guarded {

    private static final Pattern NAME =
            Pattern.compile("(\\d{12})\\.dkr[.-]ecr\\.([a-z0-9-]+)\\.[^/]+/([^:@]+)(?::([^@]+))?(?:@(.+))?");

    /** The images of a repository: the digest of each tag, and of each image itself. */
    private final Map<String, Map<String, String>> repositories = new TreeMap<>();

    private final String region;

    public SimulatedEcr(String region) {
        this.region = region;
    }

    /** Holds an image under the name that a task definition has for it; its digest follows from the name's end. */
    public void push(String image) {
        Matcher name = parse(image).orElseThrow(() ->
                new IllegalArgumentException("%s is not in a private registry of %s".formatted(image, region)));
        String version = version(name);
        push(image, version.contains(":") ? version : digest(name.group(3) + ":" + version));
    }

    /** Holds an image of a certain digest under that name, in place of what stood under it. */
    public void push(String image, String digest) {
        Matcher name = parse(image).orElseThrow();
        Map<String, String> images = repositories.computeIfAbsent(repository(name), _ -> new TreeMap<>());
        images.put(version(name), digest);
        images.put(digest, digest);
    }

    /** Lets every image of a repository be gone, but not the repository. */
    public void empty(String account, String repository) {
        repositories.get(account + "/" + repository).clear();
    }

    /** Tells whether a task gets an image; what is in no registry of this Region is not ours to lose. */
    public boolean gives(String image) {
        return parse(image).map(name -> repositories.getOrDefault(repository(name), Map.of()).containsKey(version(name)))
                .orElse(true);
    }

    /** Deletes a repository with all that is in it. */
    @Override
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        repositories.remove(request.registryId() + "/" + request.repositoryName());
        return DeleteRepositoryResponse.builder().build();
    }

    @Override
    public BatchGetImageResponse batchGetImage(BatchGetImageRequest request) {
        Map<String, String> held = repositories.get(request.registryId() + "/" + request.repositoryName());
        if (held == null) {
            throw ServiceErrors.error(EcrClient.class, "RepositoryNotFoundException",
                    "The repository with name '%s' does not exist in the registry with id '%s'".formatted(
                            request.repositoryName(), request.registryId()));
        }
        List<Image> found = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier asked : request.imageIds()) {
            Optional.ofNullable(held.get(asked.imageDigest() == null ? asked.imageTag() : asked.imageDigest()))
                    .ifPresentOrElse(
                            digest -> found.add(image(request, asked.toBuilder().imageDigest(digest).build())),
                            () -> failures.add(ImageFailure.builder().imageId(asked)
                                    .failureCode(ImageFailureCode.IMAGE_NOT_FOUND)
                                    .failureReason("Requested image not found").build()));
        }
        return BatchGetImageResponse.builder().images(found).failures(failures).build();
    }

    @Override
    public List<Access> accesses(String action, SdkRequest request) {
        return request instanceof BatchGetImageRequest asked
                ? List.of(Access.to(action, "arn:aws:ecr:%s:%s:repository/%s".formatted(
                        region, asked.registryId(), asked.repositoryName())))
                : List.of(Access.to(action, Access.ANY));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private Optional<Matcher> parse(String image) {
        Matcher name = NAME.matcher(image);
        return name.matches() && name.group(2).equals(region) ? Optional.of(name) : Optional.empty();
    }

    private static String repository(Matcher name) {
        return name.group(1) + "/" + name.group(3);
    }

    /** A tag beside a digest says nothing more. */
    private static String version(Matcher name) {
        return name.group(5) != null ? name.group(5) : name.group(4) == null ? "latest" : name.group(4);
    }

    private static Image image(BatchGetImageRequest request, ImageIdentifier identifier) {
        return Image.builder().registryId(request.registryId()).repositoryName(request.repositoryName())
                .imageId(identifier).build();
    }

    private static String digest(String content) {
        return "sha256:" + UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").repeat(2);
    }
}
