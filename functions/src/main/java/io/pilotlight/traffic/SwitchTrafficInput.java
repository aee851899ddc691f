package io.pilotlight.traffic;

import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.TrafficMode;
import io.pilotlight.step.Require;
import java.util.List;

/**
 * @param table the state table, in the function's own Region
 * @param epoch the epoch of the recovery that switches; refused where it is no longer the newest
 * @param target the site that shall take the traffic; it has passed its application check
 * @param oldSiteFenced whether the other site can take no more writes
 * @param records the public names and the target site's load balancers
 * @param changeIds the Route 53 changes that earlier calls submitted and that are not yet in sync
 */
public record SwitchTrafficInput(
        String table,
        String application,
        long epoch,
        SiteName target,
        boolean oldSiteFenced,
        TrafficMode mode,
        List<RecordTarget> records,
        List<String> changeIds) {

    public SwitchTrafficInput {
        Require.notEmpty("records", records);
        records = List.copyOf(records);
        changeIds = List.copyOf(changeIds);
    }
}
