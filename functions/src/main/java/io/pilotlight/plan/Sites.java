package io.pilotlight.plan;

/** The primary and the standby site, in two different Regions. */
public record Sites(Site primary, Site standby) {

    public Sites {
        if (primary.equals(standby)) {
            throw new IllegalArgumentException(
                    "primary and standby both name Region %s; accepted are two different Regions".formatted(primary.region()));
        }
    }

    /** Returns the site of that name. */
    public Site site(SiteName name) {
        return switch (name) {
            case PRIMARY -> primary;
            case STANDBY -> standby;
        };
    }
}
