package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.ecs.TaskOfService.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * A service and its scheduler: keeps as many tasks as are desired, replaces those that end or whose target is
 * unhealthy,
 * and stops those of an old deployment once the new ones are healthy.
 *
 * <p>While its Region is dark the scheduler does nothing, and tasks that run go on.
 */
final class ServiceOfCluster implements TasksOfService.Listener {

    private static final Duration NEXT_LOOK_WHILE_DARK = Duration.ofMinutes(1);
    /** The default of {@code maximumPercent} is 200. */
    private static final int AT_MOST_TIMES_DESIRED = 2;

    private final CloudContext context;
    private final TaskHost host;
    private final String cluster;
    private final String name;
    private final Instant createdAt;
    private final ServiceEvents events;
    private final TasksOfService tasks;
    private final StartBackOff backOff = new StartBackOff();
    private ServiceSettings settings;
    private int desiredCount;
    private int deployment = 1;
    private Instant deployedAt;
    private Instant startsAgainAt = Instant.MIN;
    private Instant nextLook = Instant.MAX;
    private boolean deleted;

    ServiceOfCluster(CloudContext context, TaskHost host, String cluster, String name, ServiceSettings settings) {
        this.context = context;
        this.host = host;
        this.cluster = cluster;
        this.name = name;
        this.settings = settings;
        this.createdAt = context.timeline().now();
        this.deployedAt = createdAt;
        this.events = new ServiceEvents(name, this::now);
        this.tasks = new TasksOfService(
                context, host, cluster + "/" + name, () -> this.settings.taskDefinition(),
                () -> this.settings.loadBalancers(), events, this);
    }

    String cluster() {
        return cluster;
    }

    String name() {
        return name;
    }

    String region() {
        return host.region();
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant deployedAt() {
        return deployedAt;
    }

    int deployment() {
        return deployment;
    }

    int desiredCount() {
        return desiredCount;
    }

    ServiceSettings settings() {
        return settings;
    }

    ServiceEvents events() {
        return events;
    }

    TasksOfService tasks() {
        return tasks;
    }

    /** {@code ACTIVE}, {@code DRAINING} while it was deleted and tasks still run, or {@code INACTIVE}. */
    String status() {
        if (!deleted) {
            return "ACTIVE";
        }
        return tasks.all().stream().allMatch(task -> task.is(Status.STOPPED)) ? "INACTIVE" : "DRAINING";
    }

    void setDesiredCount(int count) {
        desiredCount = count;
        lookSoon();
    }

    void setSettings(ServiceSettings next) {
        settings = next;
    }

    /** Begins a new deployment; tasks that failed to start before do not hold its tasks up. */
    void deploy() {
        deployment++;
        deployedAt = now();
        forgetFailures();
        lookSoon();
    }

    void delete() {
        deleted = true;
        setDesiredCount(0);
    }

    /** Hears from the load balancer about one of the targets. */
    void targetChanged(String targetGroupArn, String address, TargetHealthStateEnum state, String description) {
        tasks.all().stream().filter(task -> task.address().equals(address)).findFirst().ifPresent(task -> {
            task.setUnhealthyReason(state == TargetHealthStateEnum.UNHEALTHY ? description : "");
            if (task.is(Status.DEACTIVATING) && state == TargetHealthStateEnum.UNUSED) {
                tasks.stopContainer(task);
            } else if (state == TargetHealthStateEnum.UNHEALTHY) {
                replaceAfterGrace(task, targetGroupArn);
            }
            lookSoon();
        });
    }

    @Override
    public void started() {
        forgetFailures();
        lookSoon();
    }

    @Override
    public void failedToStart() {
        holdBack();
        lookSoon();
    }

    @Override
    public void ended() {
        lookSoon();
    }

    private void replaceAfterGrace(TaskOfService task, String targetGroupArn) {
        Instant graceEnds = task.startedAt().plus(settings.healthCheckGracePeriod());
        if (now().isBefore(graceEnds)) {
            context.timeline().after(Duration.between(now(), graceEnds), () -> replaceAfterGrace(task, targetGroupArn));
        } else if (isUnhealthy(task)) {
            events.unhealthy(task, targetGroupArn, task.unhealthyReason());
            lookSoon();
        }
    }

    private boolean isUnhealthy(TaskOfService task) {
        return task.is(Status.RUNNING) && !task.unhealthyReason().isEmpty()
                && !now().isBefore(task.startedAt().plus(settings.healthCheckGracePeriod()));
    }

    private void lookSoon() {
        lookAt(now().plus(context.latencies().serviceScheduler()));
    }

    private void lookAt(Instant instant) {
        if (instant.isBefore(nextLook)) {
            nextLook = instant;
            context.timeline().after(Duration.between(now(), instant), () -> {
                if (now().equals(nextLook)) {
                    nextLook = Instant.MAX;
                    look();
                }
            });
        }
    }

    private void look() {
        if (context.faults().isDark(region())) {
            lookAt(now().plus(NEXT_LOOK_WHILE_DARK));
            return;
        }
        List<TaskOfService> counting = tasks.counting();
        List<TaskOfService> current = counting.stream().filter(task -> task.deployment() == deployment).toList();
        List<TaskOfService> old = counting.stream().filter(task -> task.deployment() != deployment).toList();
        List<TaskOfService> unhealthy = current.stream().filter(this::isUnhealthy).toList();
        List<TaskOfService> others = current.stream().filter(task -> !unhealthy.contains(task)).toList();
        place(Math.min(desiredCount - others.size(), AT_MOST_TIMES_DESIRED * desiredCount - current.size()));
        // Tasks that do not run yet are stopped first, then the newest.
        others.reversed().stream()
                .sorted(Comparator.comparing(TaskOfService::status))
                .limit(Math.max(0, others.size() - desiredCount))
                .forEach(this::scaleIn);
        replaced(unhealthy, others).forEach(this::stopUnhealthy);
        boolean steady = current.size() == desiredCount && current.stream().allMatch(tasks::isHealthy);
        if (steady) {
            old.forEach(this::scaleIn);
        }
        events.steady(steady && old.isEmpty());
        tasks.forgetOld();
    }

    /**
     * Which unhealthy tasks are stopped: as many as have a replacement of which it is known whether it is healthy.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html">If a task is marked
     *     unhealthy, the scheduler first starts a replacement, as far as {@code maximumPercent} allows</a>
     */
    private Stream<TaskOfService> replaced(List<TaskOfService> unhealthy, List<TaskOfService> others) {
        long healthy = others.stream().filter(tasks::isHealthy).count();
        return unhealthy.stream().limit(Math.max(0, unhealthy.size() + healthy - desiredCount));
    }

    private void stopUnhealthy(TaskOfService task) {
        tasks.stop(task, "Task failed ELB health checks in (target-group %s)".formatted(
                settings.loadBalancers().getFirst().targetGroupArn()));
        lookSoon();
    }

    private void scaleIn(TaskOfService task) {
        tasks.stop(task, "Scaling activity initiated by (deployment ecs-svc/%d)".formatted(deployment));
    }

    private void place(int missing) {
        if (missing <= 0) {
            return;
        }
        if (now().isBefore(startsAgainAt)) {
            lookAt(startsAgainAt);
            return;
        }
        for (int count = 0; count < missing; count++) {
            if (!host.supply().take(settings.networkConfiguration())) {
                events.noCapacity();
                holdBack();
                lookAt(startsAgainAt);
                return;
            }
            tasks.place(deployment);
        }
    }

    private void holdBack() {
        backOff.failed();
        startsAgainAt = now().plus(backOff.delay());
        if (backOff.isPersistent()) {
            events.cannotStart();
        }
    }

    private void forgetFailures() {
        backOff.reset();
        startsAgainAt = Instant.MIN;
    }

    private Instant now() {
        return context.timeline().now();
    }
}
