package io.pilotlight.simulator.cloud.ecs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/**
 * What ECS says about a service, the newest first, in its own words; at most 100.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html">Service
 *     event messages</a>
 */
final class ServiceEvents {

    private static final int MOST = 100;
    private static final String FOR_MORE =
            " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private final String service;
    private final Supplier<Instant> now;
    private final Deque<ServiceEvent> events = new ArrayDeque<>();
    private final Set<String> standing = new HashSet<>();
    private long count;
    private boolean steady;

    ServiceEvents(String service, Supplier<Instant> now) {
        this.service = service;
        this.now = now;
    }

    void started(TaskOfService task) {
        add("has started 1 tasks: (task %s).".formatted(task.id()));
    }

    void registered(String targetGroupArn) {
        add("registered 1 targets in (target-group %s)".formatted(targetGroupArn));
    }

    void deregistered(String targetGroupArn) {
        add("deregistered 1 targets in (target-group %s)".formatted(targetGroupArn));
    }

    void draining() {
        add("has begun draining connections on 1 tasks.");
    }

    void stopped(TaskOfService task) {
        add("has stopped 1 running tasks: (task %s).".formatted(task.id()));
    }

    void unhealthy(TaskOfService task, String targetGroupArn, String why) {
        add("(task %s) is unhealthy in (target-group %s) due to (reason %s)".formatted(task.id(), targetGroupArn, why));
    }

    /** Said once until the service is steady again, as AWS leaves repetitions out until the cause is resolved. */
    void noCapacity() {
        addOnce("was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or"
                + " in a different availability zone." + FOR_MORE);
    }

    /** Said once until the service is steady again. */
    void cannotStart() {
        addOnce("is unable to consistently start tasks successfully." + FOR_MORE);
    }

    /** Said once each time that the service becomes steady. */
    void steady(boolean isSteady) {
        if (isSteady && !steady) {
            standing.clear();
            add("has reached a steady state.");
        }
        steady = isSteady;
    }

    List<ServiceEvent> newestFirst() {
        return List.copyOf(events);
    }

    private void addOnce(String text) {
        if (standing.add(text)) {
            add(text);
        }
    }

    private void add(String text) {
        events.addFirst(ServiceEvent.builder()
                .id(UUID.nameUUIDFromBytes((service + count++).getBytes(StandardCharsets.UTF_8)).toString())
                .createdAt(now.get())
                .message("(service %s) %s".formatted(service, text))
                .build());
        if (events.size() > MOST) {
            events.removeLast();
        }
    }
}
