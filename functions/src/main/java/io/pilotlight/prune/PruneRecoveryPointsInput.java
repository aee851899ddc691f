package io.pilotlight.prune;

import io.pilotlight.plan.Retention;
import io.pilotlight.step.Require;
import java.util.List;

/**
 * @param table the state table, in the function's own Region
 * @param application the plan's application; only snapshots with its tags are looked at
 * @param regions the Regions of both sites
 * @param databases the plan's names of the databases
 * @param retention what is kept
 * @param dryRun whether to say only what would be deleted
 */
public record PruneRecoveryPointsInput(
        String table,
        String application,
        List<String> regions,
        List<String> databases,
        Retention retention,
        boolean dryRun) {

    public PruneRecoveryPointsInput {
        Require.text("table", table);
        Require.text("application", application);
        Require.notEmpty("regions", regions);
        Require.notEmpty("databases", databases);
        regions = List.copyOf(regions);
        databases = List.copyOf(databases);
    }
}
