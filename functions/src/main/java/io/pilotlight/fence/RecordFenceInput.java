package io.pilotlight.fence;

import io.pilotlight.step.Require;

/**
 * @param table the state table, in the function's own Region
 * @param epoch the epoch of the recovery that fenced; refused where it is no longer the newest
 */
public record RecordFenceInput(String table, String application, long epoch) {

    public RecordFenceInput {
        Require.text("table", table);
        Require.text("application", application);
    }
}
