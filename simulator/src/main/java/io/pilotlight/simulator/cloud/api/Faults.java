package io.pilotlight.simulator.cloud.api;

import java.util.HashSet;
import java.util.Set;

/** What is broken now. */
public final class Faults {

    private final Set<String> darkRegions = new HashSet<>();

    /** Lets a whole Region go dark: no API answers, nothing in it can be reached. */
    public void darken(String region) {
        darkRegions.add(region);
    }

    /** Lets a dark Region come back as it was. */
    public void relight(String region) {
        darkRegions.remove(region);
    }

    /** Tells whether a Region is dark. */
    public boolean isDark(String region) {
        return darkRegions.contains(region);
    }
}
