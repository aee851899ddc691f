package io.pilotlight.lease;

import io.pilotlight.step.Require;

/**
 * @param epoch the epoch that the lease was acquired with
 * @param outcome how the recovery ended
 */
public record ReleaseLeaseInput(String table, String application, long epoch, Outcome outcome) {

    /** How a recovery ended. */
    public enum Outcome {
        /** Recovered: the incident is closed. */
        RECOVERED,
        /** Nothing was touched: the incident is closed. */
        STOOD_DOWN,
        /** Failed: the incident stays open, and the next recovery resumes it. */
        FAILED
    }

    public ReleaseLeaseInput {
        Require.text("table", table);
    }
}
