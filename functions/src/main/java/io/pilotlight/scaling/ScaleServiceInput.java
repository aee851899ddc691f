package io.pilotlight.scaling;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.step.Require;

/** @param site what the service is at that site while it is active */
public record ScaleServiceInput(String region, ServiceSite site) {

    public ScaleServiceInput {
        Require.text("region", region);
    }
}
