package io.pilotlight.verification;

/** How much a finding matters. */
public enum Severity {
    /** To be mended; a recovery would still succeed within its objectives. */
    WARNING,
    /** People are told at once: a recovery would fail, or lose more than it may. */
    CRITICAL
}
