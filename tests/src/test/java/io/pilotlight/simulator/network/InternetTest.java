package io.pilotlight.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.traffic.NameResolver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.ChangeAction;

final class InternetTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final URI URL = URI.create("https://www.example.com/health");

    private final TwoRegions world = new TwoRegions(23);
    private final NameResolver resolver = new SimulatedNameResolver(world.internet, world.cloud.context().timeline().clock());
    private final HttpProbe probe = new SimulatedHttpProbe(world.internet, Vantage.STANDBY, resolver);

    @Test
    void resolvesAPublicNameToTheAddressesOfItsLoadBalancer() throws Exception {
        world.change(ChangeAction.CREATE, world.canonicalName(world.primary, 30));
        world.cloud.pass(Duration.ofMinutes(2));

        assertThat(world.internet.resolve("WWW.example.com."))
                .isEqualTo(new Resolution(new TreeSet<>(resolver.addresses(world.primary.loadBalancer.dnsName())),
                        Duration.ofSeconds(30)));
        assertThatThrownBy(() -> world.internet.resolve("none.example.com")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void keepsAnAnswerForItsTimeToLiveAndNoLonger() throws Exception {
        world.change(ChangeAction.CREATE, world.canonicalName(world.primary, 30));
        world.cloud.pass(Duration.ofMinutes(2));
        world.change(ChangeAction.UPSERT, world.canonicalName(world.standby, 30));
        var before = resolver.addresses(TwoRegions.NAME);

        world.cloud.pass(Duration.ofSeconds(29));
        assertThat(resolver.addresses(TwoRegions.NAME)).isEqualTo(before);
        world.cloud.pass(Duration.ofMinutes(2));

        assertThat(resolver.addresses(TwoRegions.NAME))
                .isEqualTo(resolver.addresses(world.standby.loadBalancer.dnsName()))
                .isNotEqualTo(before);
    }

    @Test
    void carriesAProbeToATaskBehindALoadBalancersOwnName() throws Exception {
        world.standby.withService(1, 0);
        world.cloud.pass(Duration.ofMinutes(3));

        assertThat(probe.get(URL, world.standby.loadBalancer.dnsName(), TIMEOUT))
                .isEqualTo(new HttpProbe.Answer(200, "eu-central-1"));
        assertThat(probe.get(URL, world.primary.loadBalancer.dnsName(), TIMEOUT).status()).isEqualTo(503);
        assertThatThrownBy(() -> probe.get(URL, "198.51.100.1", TIMEOUT)).isInstanceOf(ConnectException.class);
    }

    @Test
    void takesTheWholeTimeoutWhereTheRegionIsDarkAndStillResolvesItsName() {
        world.primary.withService(1, 0);
        world.cloud.pass(Duration.ofMinutes(3));
        world.cloud.faults().darken(world.primary.name);
        AtomicReference<IOException> failure = new AtomicReference<>();
        AtomicReference<Instant> ended = new AtomicReference<>();
        Instant began = world.cloud.now();

        world.cloud.context().timeline().spawn("probe", () -> {
            try {
                probe.get(URL, world.primary.loadBalancer.dnsName(), TIMEOUT);
            } catch (IOException noAnswer) {
                failure.set(noAnswer);
                ended.set(world.cloud.now());
            }
        });
        world.cloud.pass(Duration.ofMinutes(1));

        assertThat(failure.get()).isInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.between(began, ended.get())).isEqualTo(TIMEOUT);
    }

    @Test
    void letsVisitorsFailUntilTheAnswerHasReachedTheirResolvers() {
        world.primary.withService(1, 0);
        world.standby.withService(1, 0);
        world.change(ChangeAction.CREATE, world.alias(world.primary));
        world.cloud.pass(Duration.ofMinutes(3));
        Visitors visitors = new Visitors(world.cloud.context(), world.internet, TwoRegions.NAME, "/visit", new AtomicLong()::incrementAndGet);
        visitors.begin(Duration.ofSeconds(3));
        world.cloud.pass(Duration.ofMinutes(10));
        assertThat(failures()).isZero();

        world.cloud.faults().darken(world.primary.name);
        world.cloud.pass(Duration.ofMinutes(1));
        world.change(ChangeAction.UPSERT, world.alias(world.standby));
        world.cloud.pass(Duration.ofMinutes(2));
        long failed = failures();
        assertThat(failed).isGreaterThan(20);

        world.cloud.pass(Duration.ofMinutes(10));
        assertThat(failures()).isEqualTo(failed);
    }

    private long failures() {
        return world.cloud.journal().of(JournalEvent.VisitFailed.class).count();
    }
}
