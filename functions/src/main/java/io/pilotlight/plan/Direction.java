package io.pilotlight.plan;

/**
 * Which way recovery points travel: from the Region of the active site to that of the other, so that after a failover
 * they come back.
 *
 * @param active the site that is recorded as active
 * @param sourceRegion the active site's Region
 * @param targetRegion the other site's Region
 */
public record Direction(SiteName active, String sourceRegion, String targetRegion) {

    /** Returns the direction while that site is active. */
    public static Direction of(Sites sites, SiteName active) {
        return new Direction(active, sites.site(active).region(), sites.site(active.other()).region());
    }
}
