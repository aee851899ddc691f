package io.pilotlight.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * The plan, and since when it is known to be there.
 *
 * @param unchangedSince when its parameter was written first; empty where it was written again since, or SSM does not say
 */
public record PlanDocument(Plan plan, Optional<Instant> unchangedSince) {}
