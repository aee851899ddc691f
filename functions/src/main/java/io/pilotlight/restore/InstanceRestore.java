package io.pilotlight.restore;

import io.pilotlight.instance.InstanceTags;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.step.Require;
import java.util.List;

/**
 * A DB instance that is to be restored.
 *
 * @param region the Region in which to restore
 * @param names the names that it may have: the first that is free is taken
 * @param snapshotId the recovery point to restore from
 * @param site what the instance is to be
 * @param tags by which it is known again
 * @param lasting whether it is to serve from then on: it is patched, and its snapshots inherit its tags
 */
public record InstanceRestore(
        String region, List<String> names, String snapshotId, DatabaseSite site, InstanceTags tags, boolean lasting) {

    public InstanceRestore {
        Require.text("region", region);
        Require.notEmpty("names", names);
        Require.text("snapshotId", snapshotId);
        names = List.copyOf(names);
    }
}
