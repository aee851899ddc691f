package io.pilotlight.backup;

import io.pilotlight.step.Status;
import java.time.Instant;

/**
 * @param status {@code DONE}: the failures are remembered
 * @param tell whether people are to be told: one of the failures is new to them, or was last told a day ago
 * @param since when the oldest of these failures was first seen
 */
public record NoteFailureResult(Status status, boolean tell, Instant since) {}
