package io.pilotlight.restoretest;

import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.restore.StuckInstanceException;
import io.pilotlight.step.NeedsPersonException;

/**
 * The instance of a restore test stands still. Its class is the test's own and its parameter group the site's: where RDS
 * speaks of the group, both are named first, because no failover need meet that.
 */
public final class RestoreTestStuckException extends NeedsPersonException {

    RestoreTestStuckException(DatabaseSite site, StuckInstanceException stuck) {
        super(stuck.names(site.parameterGroup())
                ? ("%s does not fit parameter group %s. Give restoreTest in the plan an instanceClass that does, or the group "
                        + "values that follow the class's memory. %s. The test's instance is removed.")
                                .formatted(site.instanceClass(), site.parameterGroup(), stuck.reason())
                : "%s. %s. The test's instance is removed.".formatted(stuck.reason(), stuck.remedy()), stuck);
    }
}
