package io.pilotlight.simulator.network;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.traffic.NameResolver;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Probes over the simulated network; each probe tries one address, the next one in turn where a name has several. */
public final class SimulatedHttpProbe implements HttpProbe {

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+");

    private final Internet internet;
    private final Vantage from;
    private final NameResolver resolver;
    private int probesMade;

    /**
     * @param from the place from where it probes
     * @param resolver the resolver of that place
     */
    public SimulatedHttpProbe(Internet internet, Vantage from, NameResolver resolver) {
        this.from = from;
        this.internet = internet;
        this.resolver = resolver;
    }

    @Override
    public Answer get(URI url, String address, Duration timeout) throws IOException {
        List<String> addresses = IP_ADDRESS.matcher(address).matches()
                ? List.of(address) : new ArrayList<>(resolver.addresses(address));
        String chosen = addresses.get(Math.floorMod(probesMade++, addresses.size()));
        return internet.get(from, chosen, path(url), timeout);
    }

    private static String path(URI url) {
        return url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    }
}
