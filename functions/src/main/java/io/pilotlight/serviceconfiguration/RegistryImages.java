package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.aws.Regional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * Looks whether the registries have the images of a task definition, by {@code ecr:BatchGetImage}, which a task that
 * starts calls too: who may pull an image may look it up, and no rule that removes what nobody pulls takes it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html">BatchGetImage</a>
 */
final class RegistryImages {

    private static final String ACCESS_DENIED = "AccessDeniedException";

    /**
     * What the registries say.
     *
     * @param missing the images that a task would not get, or that are not those of the active site, each with the reason
     * @param notLookedUp the images whose registry is not Amazon ECR, or another account's that did not let us look
     */
    record Look(List<String> missing, List<String> notLookedUp) {}

    private sealed interface Answer {

        record Held(String digest) implements Answer {}

        record Missing(String reason) implements Answer {}

        record NotKnown() implements Answer {}
    }

    private final Regional<EcrClient> ecr;
    private final String account;

    /** @param account the account of both sites */
    RegistryImages(Regional<EcrClient> ecr, String account) {
        this.ecr = ecr;
        this.account = account;
    }

    /** Looks up the images of the idle site's definition; a tag must name there what it names at the active site. */
    Look look(ObjectNode active, ObjectNode idle) {
        List<String> missing = new ArrayList<>();
        List<String> notLookedUp = new ArrayList<>();
        for (int index = 0; index < idle.path("containerDefinitions").size(); index++) {
            String image = image(idle, index);
            switch (ask(image)) {
                case Answer.Held(String digest) -> another(image, digest, image(active, index)).ifPresent(missing::add);
                case Answer.Missing(String reason) -> missing.add("%s (%s)".formatted(image, reason));
                case Answer.NotKnown() -> notLookedUp.add(image);
            }
        }
        return new Look(List.copyOf(missing), List.copyOf(notLookedUp));
    }

    private static String image(JsonNode definition, int index) {
        return definition.path("containerDefinitions").path(index).path("image").asText();
    }

    private Optional<String> another(String image, String digest, String active) {
        return image.equals(active) || image.contains("@") || !(ask(active) instanceof Answer.Held(String other))
                        || other.equals(digest)
                ? Optional.empty()
                : Optional.of("%s (%s, where the active site has %s)".formatted(image, digest, other));
    }

    private Answer ask(String name) {
        Optional<EcrImage> parsed = EcrImage.parse(name);
        if (parsed.isEmpty()) {
            return new Answer.NotKnown();
        }
        EcrImage image = parsed.get();
        try {
            return answer(ecr.in(image.region()).batchGetImage(request -> request
                    .registryId(image.account()).repositoryName(image.repository()).imageIds(image.identifier())));
        } catch (RepositoryNotFoundException _) {
            return new Answer.Missing("the registry has no repository " + image.repository());
        } catch (EcrException refused) {
            if (image.account().equals(account) || !refused.awsErrorDetails().errorCode().equals(ACCESS_DENIED)) {
                throw refused;
            }
            return new Answer.NotKnown();
        }
    }

    private static Answer answer(BatchGetImageResponse response) {
        return response.images().stream()
                .findFirst()
                .<Answer>map(image -> new Answer.Held(image.imageId().imageDigest()))
                .orElseGet(() -> new Answer.Missing(response.failures().stream()
                        .map(failure -> failure.failureCodeAsString() + ": " + failure.failureReason())
                        .findFirst().orElse("the registry does not say why")));
    }
}
