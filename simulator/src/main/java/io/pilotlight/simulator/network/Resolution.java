package io.pilotlight.simulator.network;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The addresses under a name, and how long they may be kept: the shortest TTL on the way to them. */
public record Resolution(SortedSet<String> addresses, Duration ttl) {

    public Resolution {
        addresses = Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
    }

    /** Returns the same addresses, kept no longer than the given time. */
    Resolution keptAtMost(Duration most) {
        return ttl.compareTo(most) <= 0 ? this : new Resolution(addresses, most);
    }
}
