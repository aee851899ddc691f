package io.pilotlight.serviceconfiguration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/**
 * An image in a private registry of Amazon ECR, whose host has one of two forms: {@code ACCOUNT.dkr.ecr.REGION.amazonaws.com}
 * and the dual-stack {@code ACCOUNT.dkr-ecr.REGION.on.aws} (Amazon ECR User Guide, "Dual-stack endpoints").
 *
 * @param account the registry's account
 * @param service what stands between account and Region
 * @param domain what follows the Region
 * @param repository the repository's name
 * @param version its tag or digest, with the sign before it; empty for neither
 */
record EcrImage(String account, String service, String region, String domain, String repository, String version) {

    private static final Pattern FORM = Pattern.compile("(\\d{12})(\\.dkr[.-]ecr(?:-fips)?\\.)([a-z0-9-]+)"
            + "(\\.(?:amazonaws\\.com|amazonaws\\.com\\.cn|on\\.aws|on\\.amazonwebservices\\.com\\.cn))"
            + "/([^:@]+)([:@].*)?");

    /** Reads an image's name; empty where it is not in ECR. */
    static Optional<EcrImage> parse(String image) {
        Matcher form = FORM.matcher(image);
        return form.matches()
                ? Optional.of(new EcrImage(form.group(1), form.group(2), form.group(3), form.group(4), form.group(5),
                        form.group(6) == null ? "" : form.group(6)))
                : Optional.empty();
    }

    /** Returns what a pull asks the repository for: the digest, else the tag, else the tag that is meant without one. */
    ImageIdentifier identifier() {
        int digest = version.indexOf('@');
        ImageIdentifier.Builder identifier = ImageIdentifier.builder();
        return digest >= 0
                ? identifier.imageDigest(version.substring(digest + 1)).build()
                : identifier.imageTag(version.isEmpty() ? "latest" : version.substring(1)).build();
    }

    EcrImage in(String otherRegion) {
        return new EcrImage(account, service, otherRegion, domain, repository, version);
    }

    /** Returns this image as it stands in the registry of another one. */
    EcrImage inRegistryOf(EcrImage other) {
        return new EcrImage(other.account, other.service, other.region, other.domain, repository, version);
    }

    @Override
    public String toString() {
        return account + service + region + domain + "/" + repository + version;
    }
}
