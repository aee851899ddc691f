package io.pilotlight.simulator.cloud.ecs;

import io.pilotlight.simulator.application.Application;
import java.time.Instant;
import java.util.Optional;

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
