package io.pilotlight.health;

import java.time.Instant;

/**
 * What one probe saw.
 *
 * @param at when it began
 * @param health what it says by itself
 * @param answer what kind of answer it got
 * @param detail such as {@code HTTP 200 in 84 ms}, or what went wrong; never a body
 * @param latencyMillis how long the answer took
 */
public record ProbeEvidence(
        Instant at, CheckHealthHandler.Result.Health health, Answer answer, String detail, long latencyMillis) {}
