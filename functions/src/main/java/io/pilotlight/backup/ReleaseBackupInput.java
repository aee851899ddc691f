package io.pilotlight.backup;

import io.pilotlight.step.Require;

/** @param executionId the ARN of the execution that claimed the database's backup */
public record ReleaseBackupInput(String table, String application, String database, String executionId) {

    public ReleaseBackupInput {
        Require.text("table", table);
        Require.text("application", application);
        Require.text("database", database);
        Require.text("executionId", executionId);
    }
}
