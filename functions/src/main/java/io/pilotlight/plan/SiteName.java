package io.pilotlight.plan;

/** The two sites of an application. */
public enum SiteName {
    PRIMARY,
    STANDBY;

    /** Returns the site on the other side. */
    public SiteName other() {
        return this == PRIMARY ? STANDBY : PRIMARY;
    }
}
