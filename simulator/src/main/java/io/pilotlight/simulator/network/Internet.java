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
import java.util.Optional;
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

    private final CloudContext context;
    private final SimulatedRoute53 route53;
    private final LoadBalancers loadBalancers;

    public Internet(CloudContext context, SimulatedRoute53 route53, LoadBalancers loadBalancers) {
        this.context = context;
        this.route53 = route53;
        this.loadBalancers = loadBalancers;
    }

    /**
     * Asks the servers that are responsible for a name, and for those to which it leads.
     *
     * @throws UnknownHostException where it leads to no address
     */
    public Resolution resolve(String name) throws UnknownHostException {
        return resolve(DomainName.plain(name), LONGEST_CHAIN)
                .orElseThrow(() -> new UnknownHostException(name + ": Name or service not known"));
    }

    /**
     * Gets a page from what listens on a public address; takes virtual time where the caller can wait.
     *
     * @throws ConnectException where nothing has that address
     * @throws SocketTimeoutException where there is no answer in time; the whole time-out has then passed
     */
    public HttpProbe.Answer get(String address, String path, Duration timeout) throws IOException {
        SimulatedLoadBalancing region = loadBalancers.regionOf(address)
                .orElseThrow(() -> new ConnectException("Failed to connect to " + address));
        Duration latency = context.latencies().httpRequest();
        if (latency.compareTo(timeout) > 0 || region.isBlocked() || context.faults().isDark(region.region())) {
            spend(timeout);
            throw new SocketTimeoutException("no answer of %s within %s".formatted(address, timeout));
        }
        Duration half = Duration.ofNanos(latency.toNanos() / 2);
        spend(half);
        if (context.faults().isDark(region.region())) {
            spend(timeout.minus(half));
            throw new SocketTimeoutException("no answer of %s within %s".formatted(address, timeout));
        }
        HttpProbe.Answer answer = region.route(region.dnsNameAt(address).orElseThrow(), path);
        spend(half);
        return answer;
    }

    private Optional<Resolution> resolve(String name, int hops) {
        Optional<Resolution> loadBalancer = loadBalancers.addresses(DomainName.loadBalancer(name))
                .map(addresses -> new Resolution(addresses, LOAD_BALANCER_TTL));
        if (loadBalancer.isPresent() || hops == 0) {
            return loadBalancer;
        }
        return route53.answer(name, RRType.A).flatMap(answer -> follow(answer, hops));
    }

    private Optional<Resolution> follow(DnsAnswer answer, int hops) {
        if (answer.canonicalName().isPresent()) {
            return resolve(answer.canonicalName().get(), hops - 1)
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
