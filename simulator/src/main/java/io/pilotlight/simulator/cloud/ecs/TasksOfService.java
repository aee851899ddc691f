package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.ecs.TaskOfService.Status;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;

/**
 * The tasks of one service: starts them, registers them as targets, and ends them, in order or at once.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html">Task
 *     lifecycle</a>
 */
final class TasksOfService {

    /** What the scheduler wants to hear of. */
    interface Listener {

        /** A task runs. */
        void started();

        /** A task ended before it ran. */
        void failedToStart();

        /** A task ended that had run. */
        void ended();
    }

    private static final Duration RETRY_WHILE_DARK = Duration.ofMinutes(1);
    private static final Duration STOPPED_ARE_SHOWN_FOR = Duration.ofHours(1);
    private static final String EXITED = "Essential container in task exited";

    private final CloudContext context;
    private final TaskHost host;
    private final String name;
    private final Supplier<String> definition;
    private final Supplier<List<LoadBalancer>> targets;
    private final ServiceEvents events;
    private final Listener listener;
    private final List<TaskOfService> tasks = new ArrayList<>();
    private boolean crashing;
    private int placed;

    TasksOfService(
            CloudContext context, TaskHost host, String name, Supplier<String> definition,
            Supplier<List<LoadBalancer>> targets, ServiceEvents events, Listener listener) {
        this.context = context;
        this.host = host;
        this.name = name;
        this.definition = definition;
        this.targets = targets;
        this.events = events;
        this.listener = listener;
    }

    List<TaskOfService> all() {
        return tasks;
    }

    List<TaskOfService> counting() {
        return tasks.stream().filter(TaskOfService::counts).toList();
    }

    /** ECS waits for the container's health check too, where there is one. */
    boolean isHealthy(TaskOfService task) {
        return task.is(Status.RUNNING)
                && (task.health() == HealthStatus.HEALTHY || host.healthCheck(definition.get()).isEmpty())
                && host.isHealthy(targets.get(), task.address());
    }

    /** Places one task; it runs some time later. */
    void place(int deployment) {
        byte[] seed = (host.region() + name + placed++).getBytes(StandardCharsets.UTF_8);
        String id = UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
        TaskOfService task = new TaskOfService(id, host.nextAddress(), deployment, now());
        tasks.add(task);
        events.started(task);
        context.timeline().after(context.latencies().taskStart(), () -> start(task));
    }

    /** Stops a task in order: its targets drain, then its container is told to end. */
    void stop(TaskOfService task, String reason) {
        if (task.is(Status.PENDING)) {
            task.stopped(reason, now());
            return;
        }
        task.deactivate(reason);
        events.stopped(task);
        if (targets.get().isEmpty()) {
            stopContainer(task);
            return;
        }
        events.draining();
        for (LoadBalancer target : targets.get()) {
            host.deregister(target, task.address());
            events.deregistered(target.targetGroupArn());
        }
    }

    /** Goes on with a task that is being stopped, once its target has drained. */
    void stopContainer(TaskOfService task) {
        task.stopping();
        context.timeline().after(context.latencies().taskStop(), () -> end(task, task.stoppedReason()));
    }

    /** Ends every task at once, without draining. */
    void endAll(String reason) {
        tasks.forEach(task -> end(task, reason));
    }

    /** Lets every task die now, and each that starts as long as this holds. */
    void crash(boolean crashes) {
        crashing = crashes;
        if (crashes) {
            endAll(EXITED);
        }
    }

    void forgetOld() {
        Instant oldest = now().minus(STOPPED_ARE_SHOWN_FOR);
        tasks.removeIf(task -> task.is(Status.STOPPED) && task.stoppedAt().isBefore(oldest));
    }

    private void start(TaskOfService task) {
        if (!task.is(Status.PENDING)) {
            return;
        }
        if (context.faults().isDark(host.region())) {
            context.timeline().after(RETRY_WHILE_DARK, () -> start(task));
            return;
        }
        if (!host.hasImages(definition.get())) {
            task.stopped("CannotPullContainerError: pull image manifest has been retried 1 time(s): not found", now());
            listener.failedToStart();
            return;
        }
        try {
            task.run(host.start(task.address(), name.substring(name.indexOf('/') + 1)), now());
        } catch (DatabaseUnavailable unavailable) {
            task.stopped(EXITED + ": " + unavailable.getMessage(), now());
            listener.failedToStart();
            return;
        }
        host.healthCheck(definition.get()).ifPresent(check -> watch(task, check));
        for (LoadBalancer target : targets.get()) {
            host.register(target, task.address());
            events.registered(target.targetGroupArn());
        }
        if (crashing) {
            context.timeline().after(context.latencies().serviceScheduler(), () -> end(task, EXITED));
        }
        listener.started();
    }

    /**
     * Checks a container's health again and again, every 30 seconds where the check does not say, three times where one
     * fails.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html">HealthCheck</a>
     */
    private void watch(TaskOfService task, HealthCheck check) {
        context.timeline().after(Duration.ofSeconds(Objects.requireNonNullElse(check.interval(), 30)), () -> {
            if (!task.is(Status.RUNNING)) {
                return;
            }
            Duration startPeriod = Duration.ofSeconds(Objects.requireNonNullElse(check.startPeriod(), 0));
            task.check(!now().isBefore(task.startedAt().plus(startPeriod)), Objects.requireNonNullElse(check.retries(), 3));
            if (task.health() == HealthStatus.UNHEALTHY) {
                stop(task, "Task failed container health checks");
                listener.ended();
            } else {
                watch(task, check);
            }
        });
    }

    private void end(TaskOfService task, String reason) {
        if (task.is(Status.STOPPED)) {
            return;
        }
        host.detach(task.address());
        task.stopped(reason, now());
        targets.get().forEach(target -> host.deregister(target, task.address()));
        listener.ended();
    }

    private Instant now() {
        return context.timeline().now();
    }
}
