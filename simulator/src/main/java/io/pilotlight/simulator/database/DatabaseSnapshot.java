package io.pilotlight.simulator.database;

/**
 * A database as it was at one instant.
 *
 * @param password the master password at that instant
 * @param data the backup itself, in the form of the engine that made it
 * @param lastVisit the highest visit number that was committed when it was taken, 0 where there was none
 * @param visits how many visits were committed when it was taken
 */
public record DatabaseSnapshot(String password, Object data, long lastVisit, long visits) {}
