package io.pilotlight.plan;

import io.pilotlight.step.Require;

/** A database of the application, and what it is at each site. */
public record Database(String name, DatabaseSite primary, DatabaseSite standby) {

    public Database {
        Require.text("name", name);
    }

    /** Returns what it is at the site of that name. */
    public DatabaseSite at(SiteName site) {
        return switch (site) {
            case PRIMARY -> primary;
            case STANDBY -> standby;
        };
    }
}
