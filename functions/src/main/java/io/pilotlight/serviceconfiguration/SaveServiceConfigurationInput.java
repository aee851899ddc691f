package io.pilotlight.serviceconfiguration;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.step.Require;

/**
 * @param application the plan's application
 * @param name the plan's name of the service
 * @param region the active site's Region
 * @param site what the service is at the active site
 * @param bucket the bucket of the standby Region, the function's own
 */
public record SaveServiceConfigurationInput(
        String application, String name, String region, ServiceSite site, String bucket) {

    public SaveServiceConfigurationInput {
        Require.text("application", application);
        Require.text("name", name);
        Require.text("region", region);
        Require.text("bucket", bucket);
    }
}
