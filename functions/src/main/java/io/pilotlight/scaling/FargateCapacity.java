package io.pilotlight.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/**
 * Reads in a service's events whether Fargate lacks capacity for its tasks.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html">Service
 *     event messages: a repetition is left out until the cause is resolved</a>
 */
final class FargateCapacity {

    private static final String LACKING = "Capacity is unavailable at this time";
    private static final String STARTED = "has started ";
    private static final String STEADY = "has reached a steady state";

    /** ECS does not say again of other subnets what it has said of the first ones: what has no task by then, gets none. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private FargateCapacity() {}

    /**
     * Tells whether it does, in what was chosen at that instant: tasks are missing, ECS has said so, and has started none
     * since.
     */
    static boolean isLacking(Service service, Instant chosenAt, Instant now) {
        Optional<Instant> said = newest(service, message -> message.contains(LACKING));
        Optional<Instant> placed = newest(service, message -> message.contains(STARTED) || message.contains(STEADY));
        boolean stands = said.filter(at -> placed.filter(at::isBefore).isEmpty()).isPresent();
        return service.runningCount() + service.pendingCount() < service.desiredCount()
                && stands
                && (said.get().isAfter(chosenAt) || !now.isBefore(chosenAt.plus(PATIENCE)));
    }

    private static Optional<Instant> newest(Service service, Predicate<String> message) {
        return service.events().stream()
                .filter(event -> event.createdAt() != null && message.test(event.message()))
                .map(ServiceEvent::createdAt)
                .max(Comparator.naturalOrder());
    }
}
