package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.application.Application;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.HealthStatus;

/** One task: a copy of the application with an address of its own, from its placement to its end. */
final class TaskOfService {

    /** Where a task is in its life; it goes only forward. */
    enum Status {
        PENDING,
        RUNNING,
        /** Its targets drain. */
        DEACTIVATING,
        STOPPING,
        STOPPED
    }

    private final String id;
    private final String address;
    private final int deployment;
    private final Instant createdAt;
    private Status status = Status.PENDING;
    private Optional<Application> application = Optional.empty();
    private Instant startedAt = Instant.MAX;
    private Instant stoppedAt = Instant.MAX;
    private String stoppedReason = "";
    private String unhealthyReason = "";
    private HealthStatus health = HealthStatus.UNKNOWN;
    private int failedChecks;

    TaskOfService(String id, String address, int deployment, Instant createdAt) {
        this.id = id;
        this.address = address;
        this.deployment = deployment;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    int deployment() {
        return deployment;
    }

    Instant createdAt() {
        return createdAt;
    }

    Status status() {
        return status;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant stoppedAt() {
        return stoppedAt;
    }

    String stoppedReason() {
        return stoppedReason;
    }

    /** Why its load balancer counts it as unhealthy, empty where it does not. */
    String unhealthyReason() {
        return unhealthyReason;
    }

    void setUnhealthyReason(String reason) {
        unhealthyReason = reason;
    }

    /** What the health check of its container says; unknown without one, and until the first has passed. */
    HealthStatus health() {
        return health;
    }

    /**
     * Runs the health check of its container once.
     *
     * @param counts whether a failure counts: not in the start period, unless it was healthy before
     * @param retries how many failures in a row make it unhealthy
     */
    void check(boolean counts, int retries) {
        if (application.map(Application::isWell).orElse(false)) {
            failedChecks = 0;
            health = HealthStatus.HEALTHY;
        } else if ((counts || health == HealthStatus.HEALTHY) && ++failedChecks >= retries) {
            health = HealthStatus.UNHEALTHY;
        }
    }

    boolean is(Status asked) {
        return status == asked;
    }

    /** Tells whether it counts for the service: it runs, or will. */
    boolean counts() {
        return status == Status.PENDING || status == Status.RUNNING;
    }

    void run(Application started, Instant now) {
        application = Optional.of(started);
        status = Status.RUNNING;
        startedAt = now;
    }

    /** Hands a request to its application, if that runs. */
    void request(String path) {
        application.ifPresent(running -> running.get(path));
    }

    void deactivate(String reason) {
        status = Status.DEACTIVATING;
        stoppedReason = reason;
    }

    void stopping() {
        status = Status.STOPPING;
    }

    /** Ends the application, if it runs. */
    void stopped(String reason, Instant now) {
        application.ifPresent(Application::close);
        application = Optional.empty();
        status = Status.STOPPED;
        stoppedAt = now;
        stoppedReason = stoppedReason.isEmpty() ? reason : stoppedReason;
    }
}
