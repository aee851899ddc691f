package io.pilotlight.serviceconfiguration;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What of the active site stands at the idle site where both have it; the same serves where only the active one has it. */
final class Counterparts {

    private final Map<String, Optional<String>> ofActive = new HashMap<>();

    /** Two counterparts of one thing are none. */
    void learn(String active, String idle) {
        ofActive.merge(active, Optional.of(idle), (known, next) -> known.equals(next) ? known : Optional.empty());
    }

    Optional<String> of(String active) {
        return ofActive.getOrDefault(active, Optional.empty());
    }
}
