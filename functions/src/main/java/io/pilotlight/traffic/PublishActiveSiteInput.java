package io.pilotlight.traffic;

import io.pilotlight.step.Require;

/** @param table the state table, in the function's own Region */
public record PublishActiveSiteInput(String table, String application) {

    public PublishActiveSiteInput {
        Require.text("table", table);
        Require.text("application", application);
    }
}
