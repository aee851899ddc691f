package io.pilotlight.fence;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.step.Require;

/**
 * @param table the state table, in the function's own Region
 * @param application the plan's application
 * @param epoch the epoch of the recovery that fences; refused where it is no longer the newest
 * @param region the Region of the site to fence
 * @param site the service to fence there
 */
public record FenceSiteInput(String table, String application, long epoch, String region, ServiceSite site) {

    public FenceSiteInput {
        Require.text("region", region);
    }
}
