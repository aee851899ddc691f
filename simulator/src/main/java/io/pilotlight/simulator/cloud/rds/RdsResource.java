package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.Arns;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.arns.Arn;

/**
 * What an ARN of RDS names.
 *
 * @param kind {@code db} or {@code snapshot}
 */
record RdsResource(String region, String kind, String id) {

    private static final Set<String> KINDS = Set.of("db", "snapshot");

    static RdsResource instance(String region, String id) {
        return new RdsResource(region, "db", id);
    }

    static RdsResource snapshot(String region, String id) {
        return new RdsResource(region, "snapshot", id);
    }

    static boolean isArn(String text) {
        return text.startsWith("arn:");
    }

    /** Returns the name of what is given by its name or by its ARN. */
    static String plainId(String idOrArn) {
        return isArn(idOrArn) ? parse(idOrArn).id() : idOrArn;
    }

    /** Reads an ARN of the one account; throws what RDS throws for another text. */
    static RdsResource parse(String text) {
        return Arn.tryFromString(text)
                .filter(arn -> arn.service().equals("rds"))
                .filter(arn -> arn.accountId().filter(Arns.ACCOUNT::equals).isPresent())
                .flatMap(arn -> arn.region().flatMap(region -> of(region, arn.resourceAsString())))
                .orElseThrow(() -> RdsErrors.invalidValue("Invalid resource name: %s".formatted(text)));
    }

    /** A name may hold a colon, as that of an automated snapshot does. */
    private static Optional<RdsResource> of(String region, String resource) {
        String[] parts = resource.split(":", 2);
        return parts.length == 2 && KINDS.contains(parts[0])
                ? Optional.of(new RdsResource(region, parts[0], NamingRules.stored(parts[1])))
                : Optional.empty();
    }

    String arn() {
        return Arns.of("rds", region, "%s:%s".formatted(kind, id));
    }
}
