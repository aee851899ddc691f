package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Failure;
import java.util.List;

/**
 * A service of the old site that was scaled up again after a fence.
 *
 * @param status the step's own, or {@code FAILED}
 * @param error empty where the step could be tried
 * @param cause what the step said, or why it failed
 */
record GivenBack(String service, String status, @MayBeEmpty String error, @MayBeEmpty String cause) {

    /** Says of all of them whether the old site has back what the fence took. */
    static String inWords(List<GivenBack> services, String oldRegion) {
        List<GivenBack> missing = services.stream().filter(service -> !service.status().equals("DONE")).toList();
        return missing.isEmpty()
                ? "The old site %s was given back what the fence took: its services run as the plan says.".formatted(oldRegion)
                : "The old site %s was to be given back what the fence took, and is not all there yet: %s."
                        .formatted(
                                oldRegion,
                                Shortened.list(missing.stream().map(GivenBack::inWords).toList(), "; "));
    }

    private String inWords() {
        return Shortened.failureOf(service, new Failure("LiftFence", error, cause));
    }
}
