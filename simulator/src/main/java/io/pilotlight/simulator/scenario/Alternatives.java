package io.pilotlight.simulator.scenario;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the plan of a run lists for the case that AWS has no capacity.
 *
 * @param instances where to restore the database, a JSON array
 * @param hasTasks whether tasks may be placed elsewhere, and fewer of them
 */
record Alternatives(String instances, boolean hasTasks) {

    /** Another class and another zone; other subnets, and then fewer tasks. */
    static final Alternatives LISTED = new Alternatives(
            """
            [{"instanceClass":"%s","availabilityZone":""},{"instanceClass":"%s","availabilityZone":"%sb"}]\
            """.formatted(SiteSetup.OTHER_INSTANCE_CLASS, SiteSetup.INSTANCE_CLASS, Deployment.STANDBY_REGION),
            true);

    static final Alternatives NONE = new Alternatives("[]", false);

    /** Returns where so many tasks are placed, and then fewer of them. */
    String tasks(int wanted) {
        return IntStream.iterate(wanted, enough -> hasTasks && enough > 0, enough -> enough - 1)
                .mapToObj(enough -> "{\"subnetIds\":[\"%s\"],\"enoughTasks\":%d}".formatted(SiteSetup.OTHER_SUBNET, enough))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
