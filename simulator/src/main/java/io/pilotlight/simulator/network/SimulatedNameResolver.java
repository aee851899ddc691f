package io.pilotlight.simulator.network;

import io.pilotlight.traffic.NameResolver;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * A recursive resolver with a cache: keeps each answer for its TTL, so that what its clients see lags behind.
 *
 * <p>One stands for the resolver of a VPC, or for that of some visitors.
 */
public final class SimulatedNameResolver implements NameResolver {

    private record Cached(Resolution resolution, Instant until) {}

    private final Internet internet;
    private final Clock clock;
    private final Protocol protocol;
    private final Map<String, Cached> cache = new HashMap<>();

    /** A resolver in a network without IPv6, as a function's is. */
    public SimulatedNameResolver(Internet internet, Clock clock) {
        this(internet, clock, Protocol.IPV4);
    }

    /** @param protocol what its clients speak */
    SimulatedNameResolver(Internet internet, Clock clock, Protocol protocol) {
        this.internet = internet;
        this.clock = clock;
        this.protocol = protocol;
    }

    @Override
    public SortedSet<String> addresses(String name) throws UnknownHostException {
        Cached cached = cache.get(name);
        if (cached == null || !clock.instant().isBefore(cached.until())) {
            Resolution resolution = protocol.ask(internet, name);
            cached = new Cached(resolution, clock.instant().plus(resolution.ttl()));
            cache.put(name, cached);
        }
        return cached.resolution().addresses();
    }
}
