package io.pilotlight.simulator.scenario;

/**
 * What the plan of a run lists for the case that AWS has no capacity.
 *
 * @param instances where to restore the database, a JSON array
 * @param tasks where and how many tasks to place, a JSON array
 */
record Alternatives(String instances, String tasks) {

    /** Another class and another zone; other subnets, and then fewer tasks. */
    static final Alternatives LISTED = new Alternatives(
            """
            [{"instanceClass":"%s","availabilityZone":""},{"instanceClass":"%s","availabilityZone":"%sb"}]\
            """.formatted(SiteSetup.OTHER_INSTANCE_CLASS, SiteSetup.INSTANCE_CLASS, Deployment.STANDBY_REGION),
            """
            [{"subnetIds":["%1$s"],"enoughTasks":2},{"subnetIds":["%1$s"],"enoughTasks":1}]\
            """.formatted(SiteSetup.OTHER_SUBNET));

    static final Alternatives NONE = new Alternatives("[]", "[]");
}
