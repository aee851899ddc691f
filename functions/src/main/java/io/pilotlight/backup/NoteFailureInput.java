package io.pilotlight.backup;

import io.pilotlight.step.Require;
import java.util.List;

/**
 * @param table the state table, in the function's own Region
 * @param application the plan's application
 * @param failures what failed, each by where it failed and how, such as {@code visits/CopySnapshot/SnapshotNotCopied}
 * @param told whether people have just been told of these failures; {@code false} asks whether they are to be
 */
public record NoteFailureInput(String table, String application, List<String> failures, boolean told) {

    public NoteFailureInput {
        Require.text("table", table);
        Require.text("application", application);
        Require.notEmpty("failures", failures);
        failures = List.copyOf(failures);
    }
}
