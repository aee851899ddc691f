package io.pilotlight.simulator.cloud.api;

/** The names of simulated resources. */
public final class Arns {

    /** The one account of a run. */
    public static final String ACCOUNT = "123456789012";

    private Arns() {}

    /** Returns the ARN of a resource, such as {@code cluster/web} of {@code ecs}. */
    public static String of(String service, String region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }
}
