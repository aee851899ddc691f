package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Failure;
import java.util.List;

/**
 * What became of the fence of one service at the old site.
 *
 * @param status the step's own, or {@code FAILED}
 * @param answered whether the old Region answered
 * @param error empty where the fence could be tried
 * @param cause what the step said, or why it failed
 */
record Fence(
        String service,
        @MayBeEmpty String status,
        boolean fenced,
        boolean answered,
        @MayBeEmpty String error,
        @MayBeEmpty String cause) {

    /**
     * Says of all of them whether the old site can still take writes, and where not fenced, of which service and why.
     */
    static String inWords(List<Fence> fences, String oldRegion) {
        if (fences.isEmpty()) {
            return "The old site %s was not fenced by this run.".formatted(oldRegion);
        }
        List<Fence> open = fences.stream().filter(fence -> !fence.fenced()).toList();
        return open.isEmpty()
                ? "The old site %s is fenced: no task runs there, and none will be started.".formatted(oldRegion)
                : "The old site %s is NOT FENCED and may still take writes. %s.".formatted(
                        oldRegion, Shortened.list(open.stream().map(Fence::reason).toList(), "; "));
    }

    private String reason() {
        return Shortened.failureOf(service, new Failure("FenceSite", error, cause));
    }
}
