package io.pilotlight.traffic;

import java.net.UnknownHostException;
import java.util.SortedSet;

/** Asks DNS, as a client would; on Lambda the VPC's resolver, in the simulator the simulated Route 53. */
@FunctionalInterface
public interface NameResolver {

    /** Returns the addresses that stand under a name now. */
    SortedSet<String> addresses(String name) throws UnknownHostException;
}
