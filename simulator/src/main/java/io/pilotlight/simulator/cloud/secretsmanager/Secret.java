package io.pilotlight.simulator.cloud.secretsmanager;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A secret's versions; the primary and its replicas share them. */
final class Secret {

    /** One version of a secret's value. */
    record Version(String id, String value, Instant createdAt) {}

    private final String name;
    private final List<Version> versions = new ArrayList<>();
    private boolean markedForDeletion;

    Secret(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(Version version) {
        versions.add(version);
    }

    void markForDeletion() {
        markedForDeletion = true;
    }

    boolean isMarkedForDeletion() {
        return markedForDeletion;
    }

    Optional<Version> byId(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    Optional<Version> byStage(String stage) {
        int back = switch (stage) {
            case "AWSCURRENT" -> 1;
            case "AWSPREVIOUS" -> 2;
            default -> versions.size() + 1;
        };
        return versions.size() < back ? Optional.empty() : Optional.of(versions.get(versions.size() - back));
    }

    List<String> stagesOf(Version version) {
        int place = versions.size() - versions.indexOf(version);
        return place == 1 ? List.of("AWSCURRENT") : place == 2 ? List.of("AWSPREVIOUS") : List.of();
    }
}
