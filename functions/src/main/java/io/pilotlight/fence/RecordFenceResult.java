package io.pilotlight.fence;

import io.pilotlight.step.Status;

/** @param status {@code DONE} once it is recorded */
public record RecordFenceResult(Status status) {}
