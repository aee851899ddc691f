package io.pilotlight.plan;

/** Who started a recovery. */
public enum Trigger {
    ALARM,
    PERSON
}
