package io.pilotlight.health;

import io.pilotlight.step.Status;
import java.util.List;

/**
 * @param status always {@code DONE}: a check that was made
 * @param health the verdict
 * @param summary the verdict and its evidence in one sentence
 * @param evidence what each probe saw
 */
public record CheckHealthResult(Status status, Health health, String summary, List<ProbeEvidence> evidence) {

    /** The verdict of several probes. */
    public enum Health {
        HEALTHY,
        UNHEALTHY,
        /** The probes could not tell, or did not agree: do not act on it. */
        UNKNOWN
    }
}
