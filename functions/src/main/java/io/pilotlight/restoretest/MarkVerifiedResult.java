package io.pilotlight.restoretest;

import io.pilotlight.step.Status;

/**
 * @param status {@code DONE} once it bears the mark, {@code REFUSED} where it is gone or is not this software's
 * @param reason what was done, or why not
 */
public record MarkVerifiedResult(Status status, String reason) {}
