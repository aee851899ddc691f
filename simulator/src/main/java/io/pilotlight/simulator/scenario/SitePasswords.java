package io.pilotlight.simulator.scenario;

/** What the secrets of the two sites hold, and what the plan of a run says of them. */
enum SitePasswords {
    /** Each site has a password of its own, and the plan says so. */
    OWN,
    /** Both have the same, and the plan says so. */
    SHARED,
    /** The plan says that both have the same, but each has its own. */
    SAID_TO_BE_SHARED
}
