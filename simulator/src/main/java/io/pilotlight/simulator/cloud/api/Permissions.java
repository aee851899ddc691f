package io.pilotlight.simulator.cloud.api;

/** What the functions' own roles allow. */
@FunctionalInterface
public interface Permissions {

    /**
     * Tells whether a function may do this.
     *
     * @param function the function's logical name in the template
     * @param action the IAM action, such as {@code rds:DescribeDBSnapshots}
     */
    boolean allow(String function, String action);
}
