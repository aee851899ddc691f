package io.pilotlight.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;

final class ReplayTest {

    @Test
    void givesTheSameRunForTheSameSeedAndAnotherForAnother() {
        assertThat(run(31)).isEqualTo(run(31)).isNotEqualTo(run(32));
    }

    /** Three hours of visitors, with an outage of the primary Region and a switch to the standby. */
    private static List<JournalEvent> run(long seed) {
        TwoRegions world = new TwoRegions(seed);
        world.primary.withService(2, 60);
        world.standby.withService(2, 60);
        world.putFailoverPair(world.standbyActiveCheck(InsufficientDataHealthStatus.LAST_KNOWN_STATUS), null);
        new Visitors(world.cloud.context(), world.internet, TwoRegions.NAME, "/visit", new AtomicLong()::incrementAndGet)
                .begin(Duration.ofSeconds(5));
        world.publish(0, 60);
        world.cloud.faults().darken(world.primary.name);
        world.publish(0, 20);
        world.publish(1, 100);
        return world.cloud.journal().events();
    }
}
