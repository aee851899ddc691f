package io.pilotlight.serviceconfiguration;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.step.Require;

/**
 * @param table the state table, in the function's own Region
 * @param application the plan's application
 * @param activeSite the site to mirror; refused where another one is recorded as active by now
 * @param sourceRegion the active site's Region
 * @param source what the service is at the active site
 * @param targetRegion the idle site's Region
 * @param target what the service is at the idle site
 */
public record MirrorServiceInput(
        String table,
        String application,
        SiteName activeSite,
        String sourceRegion,
        ServiceSite source,
        String targetRegion,
        ServiceSite target) {

    public MirrorServiceInput {
        Require.text("table", table);
        Require.text("application", application);
        Require.text("sourceRegion", sourceRegion);
        Require.text("targetRegion", targetRegion);
    }
}
