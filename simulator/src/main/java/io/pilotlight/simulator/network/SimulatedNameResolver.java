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
    private final Map<String, Cached> cache = new HashMap<>();

    public SimulatedNameResolver(Internet internet, Clock clock) {
        this.internet = internet;
        this.clock = clock;
    }

    @Override
    public SortedSet<String> addresses(String name) throws UnknownHostException {
        Cached cached = cache.get(name);
        if (cached == null || !clock.instant().isBefore(cached.until())) {
            Resolution resolution = internet.resolve(name);
            cached = new Cached(resolution, clock.instant().plus(resolution.ttl()));
            cache.put(name, cached);
        }
        return cached.resolution().addresses();
    }
}
