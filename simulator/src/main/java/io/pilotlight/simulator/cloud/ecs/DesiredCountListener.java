package io.pilotlight.simulator.cloud.ecs;

/** Is told when a service's desired count was set, while it happens. */
@FunctionalInterface
public interface DesiredCountListener {

    void desiredCountSet(String cluster, String service, int desiredCount);
}
