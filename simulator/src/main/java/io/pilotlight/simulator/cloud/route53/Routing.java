package io.pilotlight.simulator.cloud.route53;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * Chooses the records of one name and type that a query is answered with: healthy ones, and where none is healthy as if
 * all were.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html">How
 *     Route 53 chooses records when health checking is configured</a>
 */
final class Routing {

    private static final int MOST_VALUES = 8;

    private final Predicate<ResourceRecordSet> isHealthy;
    private final RandomGenerator random;

    /** @param random asked only where the policy draws */
    Routing(Predicate<ResourceRecordSet> isHealthy, RandomGenerator random) {
        this.isHealthy = isHealthy;
        this.random = random;
    }

    /** @param group all records of one name and type, at least one */
    List<ResourceRecordSet> choose(List<ResourceRecordSet> group) {
        return switch (RoutingPolicy.of(group.getFirst())) {
            case SIMPLE -> List.of(group.getFirst());
            case FAILOVER -> List.of(failover(group));
            case WEIGHTED -> List.of(weighted(usable(group)));
            // Where whoever asks is, nobody says here: the first one stands for the nearest.
            case LATENCY, GEOLOCATION -> List.of(usable(group).getFirst());
            case MULTIVALUE -> multivalue(usable(group));
        };
    }

    private List<ResourceRecordSet> usable(List<ResourceRecordSet> group) {
        List<ResourceRecordSet> healthy = group.stream().filter(isHealthy).toList();
        return healthy.isEmpty() ? group : healthy;
    }

    /** The primary where it is healthy, else the secondary where that is healthy, else the primary again. */
    private ResourceRecordSet failover(List<ResourceRecordSet> group) {
        Optional<ResourceRecordSet> primary = of(group, ResourceRecordSetFailover.PRIMARY);
        return primary.filter(isHealthy)
                .or(() -> of(group, ResourceRecordSetFailover.SECONDARY).filter(isHealthy))
                .or(() -> primary)
                .orElse(group.getFirst());
    }

    private static Optional<ResourceRecordSet> of(List<ResourceRecordSet> group, ResourceRecordSetFailover failover) {
        return group.stream().filter(record -> record.failover() == failover).findFirst();
    }

    private ResourceRecordSet weighted(List<ResourceRecordSet> usable) {
        long all = usable.stream().mapToLong(ResourceRecordSet::weight).sum();
        if (all == 0) {
            return usable.get(random.nextInt(usable.size()));
        }
        long drawn = random.nextLong(all);
        for (ResourceRecordSet record : usable) {
            drawn -= record.weight();
            if (drawn < 0) {
                return record;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    private List<ResourceRecordSet> multivalue(List<ResourceRecordSet> usable) {
        List<ResourceRecordSet> drawn = new ArrayList<>(usable);
        Collections.shuffle(drawn, Random.from(random));
        return drawn.stream().limit(MOST_VALUES).toList();
    }
}
