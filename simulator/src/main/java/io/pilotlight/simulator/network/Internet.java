package io.pilotlight.simulator.network;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.elb.SimulatedLoadBalancing;
import io.pilotlight.simulator.cloud.route53.DnsAnswer;
import io.pilotlight.simulator.cloud.route53.DomainName;
import io.pilotlight.simulator.cloud.route53.LoadBalancers;
import io.pilotlight.simulator.cloud.route53.SimulatedRoute53;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53.model.RRType;

/**
 * What lies between a client and the load balancers: names, and requests over HTTP.
 *
 * <p>Names resolve whatever Region is dark, because the servers that answer for them stand everywhere.
 */
public final class Internet {

    /** The TTL of a load balancer's own name. */
    private static final Duration LOAD_BALANCER_TTL = Duration.ofSeconds(60);
    private static final int LONGEST_CHAIN = 8;

    /** Who is neither a site nor its Region. */
    public static final String OTHER_OWNERS = "others";

    /** Pages of others, which have nothing to do with the application, and their addresses. */
    private static final Map<String, String> OTHERS =
            Map.of("checkip.amazonaws.com", "203.0.113.10", "www.cloudflare.com", "203.0.113.20");
    private static final int OK = 200;

    private record Cut(Vantage from, String to) {}

    private final Set<Cut> cuts = new HashSet<>();
    private final CloudContext context;
    private final SimulatedRoute53 route53;
    private final LoadBalancers loadBalancers;

    public Internet(CloudContext context, SimulatedRoute53 route53, LoadBalancers loadBalancers) {
        this.context = context;
        this.route53 = route53;
        this.loadBalancers = loadBalancers;
    }

    /**
     * Asks the servers that are responsible for a name, and for those to which it leads, for its IPv4 addresses.
     *
     * @throws UnknownHostException where it leads to no address
     */
    public Resolution resolve(String name) throws UnknownHostException {
        return resolve(name, RRType.A)
                .orElseThrow(() -> new UnknownHostException(name + ": Name or service not known"));
    }

    /** Asks for its addresses of one kind; empty where it leads to none. */
    public Optional<Resolution> resolve(String name, RRType type) {
        return resolve(DomainName.plain(name), type, LONGEST_CHAIN);
    }

    /**
     * Gets a page from what listens on a public address; takes virtual time where the caller can wait.
     *
     * @param from the place from which it is asked
     * @throws ConnectException where nothing has that address
     * @throws SocketTimeoutException where there is no answer in time; the whole time-out has then passed
     */
    public HttpProbe.Answer get(Vantage from, String address, String path, Duration timeout) throws IOException {
        if (OTHERS.containsValue(address)) {
            return other(from, address, timeout);
        }
        SimulatedLoadBalancing region = loadBalancers.regionOf(address)
                .orElseThrow(() -> new ConnectException("Failed to connect to " + address));
        Duration latency = context.latencies().httpRequest();
        if (latency.compareTo(timeout) > 0 || isUnreachable(from, region)) {
            spend(timeout);
            throw new SocketTimeoutException("no answer of %s within %s".formatted(address, timeout));
        }
        Duration half = Duration.ofNanos(latency.toNanos() / 2);
        spend(half);
        if (isUnreachable(from, region)) {
            spend(timeout.minus(half));
            throw new SocketTimeoutException("no answer of %s within %s".formatted(address, timeout));
        }
        HttpProbe.Answer answer = region.route(region.dnsNameAt(address).orElseThrow(), path);
        spend(half);
        return answer;
    }

    /** Returns what a page at a public address answers now, if anything; takes no time. */
    public Optional<HttpProbe.Answer> look(Vantage from, String address, String path) {
        return loadBalancers.regionOf(address)
                .filter(region -> !isUnreachable(from, region))
                .flatMap(region -> region.dnsNameAt(address).map(name -> region.route(name, path)));
    }

    /** Lets nothing of a Region, or of {@link #OTHER_OWNERS}, be reached from somewhere any more. */
    public void cut(Vantage from, String to) {
        cuts.add(new Cut(from, to));
    }

    /** Lets it be reached again. */
    public void mend(Vantage from, String to) {
        cuts.remove(new Cut(from, to));
    }

    private boolean isUnreachable(Vantage from, SimulatedLoadBalancing region) {
        return region.isBlocked() || context.faults().isDark(region.region())
                || cuts.contains(new Cut(from, region.region()));
    }

    private HttpProbe.Answer other(Vantage from, String address, Duration timeout) throws IOException {
        if (cuts.contains(new Cut(from, OTHER_OWNERS))) {
            spend(timeout);
            throw new SocketTimeoutException("no answer of %s within %s".formatted(address, timeout));
        }
        spend(context.latencies().httpRequest());
        return new HttpProbe.Answer(OK, "203.0.113.7");
    }

    private Optional<Resolution> resolve(String name, RRType type, int hops) {
        if (type == RRType.A && OTHERS.containsKey(name)) {
            return Optional.of(new Resolution(new TreeSet<>(Set.of(OTHERS.get(name))), LOAD_BALANCER_TTL));
        }
        SortedSet<String> loadBalancer = loadBalancers.addresses(DomainName.loadBalancer(name), type);
        if (!loadBalancer.isEmpty()) {
            return Optional.of(new Resolution(loadBalancer, LOAD_BALANCER_TTL));
        }
        return hops == 0 ? Optional.empty() : route53.answer(name, type).flatMap(answer -> follow(answer, type, hops));
    }

    private Optional<Resolution> follow(DnsAnswer answer, RRType type, int hops) {
        if (answer.canonicalName().isPresent()) {
            return resolve(answer.canonicalName().get(), type, hops - 1)
                    .map(resolution -> resolution.keptAtMost(answer.ttl()));
        }
        return answer.addresses().isEmpty()
                ? Optional.empty() : Optional.of(new Resolution(new TreeSet<>(answer.addresses()), answer.ttl()));
    }

    private void spend(Duration duration) {
        if (context.timeline().canSleep()) {
            context.timeline().sleep(duration);
        }
    }
}
