package io.pilotlight.plan;

import java.util.Locale;

/** The two sites of an application. */
public enum SiteName {
    PRIMARY,
    STANDBY;

    /** Returns the site on the other side. */
    public SiteName other() {
        return this == PRIMARY ? STANDBY : PRIMARY;
    }

    /** Returns the word for it in a sentence. */
    public String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
