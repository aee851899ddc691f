package io.pilotlight.health;

/** What kind of answer a probe got, from the best to the worst. */
public enum Answer {
    /** As expected. */
    AS_EXPECTED,
    /** A status below 500, and not as expected: the page may be at fault, or what is expected of it. */
    UNEXPECTED,
    /** The page says itself that something does not work: a text stands there that must not. */
    ADMITTED,
    /** A status of 500 or more. */
    SERVER_ERROR,
    /** None. */
    NONE
}
