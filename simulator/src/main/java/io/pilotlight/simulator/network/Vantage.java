package io.pilotlight.simulator.network;

/** From where something is asked. */
public enum Vantage {
    /** The stack's functions, in the standby Region. */
    STANDBY,
    /** The people who visit the application. */
    VISITORS,
    /** Route 53's health checkers, all over the world. */
    CHECKERS
}
