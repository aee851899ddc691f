package io.pilotlight.simulator.cloud.api;

/** What the roles of functions and state machines allow. */
@FunctionalInterface
public interface Permissions {

    /**
     * Tells whether a role may do this.
     *
     * @param caller the logical name, in the template, of the function or state machine that has the role
     */
    boolean allow(String caller, Access access);
}
