package io.pilotlight.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
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
     * Tells whether it does, in what was chosen at that instant: tasks are missing, ECS has said so since the service was
     * steady, and has said so again, or started none for some time, since the choice and since the last task was started.
     */
    static boolean isLacking(Service service, Instant chosenAt, Instant now) {
        if (service.runningCount() + service.pendingCount() >= service.desiredCount()) {
            return false;
        }
        Optional<Instant> said = newest(service, LACKING);
        Optional<Instant> steady = newest(service, STEADY);
        Instant news = newest(service, STARTED).filter(chosenAt::isBefore).orElse(chosenAt);
        return said.isPresent()
                && steady.filter(said.get()::isBefore).isEmpty()
                && (!said.get().isBefore(news) || !now.isBefore(news.plus(PATIENCE)));
    }

    private static Optional<Instant> newest(Service service, String text) {
        return service.events().stream()
                .filter(event -> event.createdAt() != null && event.message().contains(text))
                .map(ServiceEvent::createdAt)
                .max(Comparator.naturalOrder());
    }
}
