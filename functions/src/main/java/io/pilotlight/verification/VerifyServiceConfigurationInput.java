package io.pilotlight.verification;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.step.Require;

/**
 * @param application the plan's application
 * @param name the plan's name of the service
 * @param bucket the bucket of the saved files, in the function's own Region
 * @param rpoSeconds recovery point objective: the files must not be older than two of it, and never than two hours
 * @param sourceRegion the active site's Region
 * @param source what the service is at the active site
 * @param targetRegion the idle site's Region
 * @param target what the service is at the idle site
 */
public record VerifyServiceConfigurationInput(
        String application,
        String name,
        String bucket,
        long rpoSeconds,
        String sourceRegion,
        ServiceSite source,
        String targetRegion,
        ServiceSite target) {

    public VerifyServiceConfigurationInput {
        Require.text("application", application);
        Require.text("name", name);
        Require.text("bucket", bucket);
        Require.text("sourceRegion", sourceRegion);
        Require.text("targetRegion", targetRegion);
    }
}
