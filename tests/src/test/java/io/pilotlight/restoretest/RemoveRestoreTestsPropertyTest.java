package io.pilotlight.restoretest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.plan.Plans;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.simulator.scenario.StepExecutions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * What removing must never do, in a Region full of names and tags that are nearly a test's: the oracle spells out in
 * other words than the code what is a test's own.
 */
class RemoveRestoreTestsPropertyTest {

    /** Each a Region of its own with up to twelve instances. */
    private static final int TRIES = 500;
    private static final String PLAN = "/visitor-counter/plan";
    private static final String APPLICATION = "pilot-light:application";
    private static final String INCIDENT = "pilot-light:incident";
    private static final String RESTORE_TEST = "pilot-light:restore-test";
    private static final String ENDED = StepExecutions.arn("ended");
    private static final String RUNNING = StepExecutions.arn("running");
    private static final String FORGOTTEN = StepExecutions.arn("forgotten");
    private static final Pattern OWN = Pattern.compile("([a-z-]+)-test-(\\d{8}t\\d{6})-\\d{6}");

    private record Listed(String name, String status, Map<String, String> tags) {

        boolean isATests() {
            var own = OWN.matcher(name);
            return own.matches()
                    && own.group(2).equals(tags.get(INCIDENT))
                    && "visitor-counter".equals(tags.get(APPLICATION))
                    && !tags.getOrDefault(RESTORE_TEST, "").isBlank();
        }
    }

    @Property(tries = TRIES)
    void neverDeletesAnInstanceThatIsNotOfTheGivenExecutionsTest(
            @ForAll("regions") List<Listed> region, @ForAll("executions") String execution) {
        assertThat(deleted(region, execution)).isEqualTo(region.stream()
                .filter(Listed::isATests)
                .filter(instance -> instance.tags().get(RESTORE_TEST).equals(execution))
                .filter(instance -> !instance.status().equals("deleting"))
                .map(Listed::name).collect(Collectors.toSet()));
    }

    @Property(tries = TRIES)
    void neverDeletesTheTestOfAnExecutionThatStillRunsAndLeavesNoneOfOneThatEnded(
            @ForAll("regions") List<Listed> region) {
        assertThat(deleted(region, "")).isEqualTo(region.stream()
                .filter(Listed::isATests)
                .filter(instance -> !instance.tags().get(RESTORE_TEST).equals(RUNNING))
                .filter(instance -> !instance.status().equals("deleting"))
                .map(Listed::name).collect(Collectors.toSet()));
    }

    @Property(tries = TRIES)
    void neverDeletesTheApplicationsDatabaseWhateverItsTags(
            @ForAll("productionNames") String name, @ForAll("tags") Map<String, String> tags) {
        assertThat(deleted(List.of(new Listed(name, "available", tags)), "")).isEmpty();
    }

    @Provide
    Arbitrary<List<Listed>> regions() {
        return Combinators.combine(Arbitraries.oneOf(testNames(), productionNames(), nearlyTestNames()),
                        Arbitraries.of("available", "creating", "deleting", "backing-up", "failed"), tags())
                .as(Listed::new).list().uniqueElements(Listed::name).ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> executions() {
        return Arbitraries.of(ENDED, RUNNING, FORGOTTEN);
    }

    /**
     * The production instance, and those that a recovery restored for it; also one that is named like a test.
     */
    @Provide
    Arbitrary<String> productionNames() {
        return Arbitraries.of("visitors-db", "audit-db", "visitors-db-test", "visitors-db-20260111t043000-110415",
                "visitors-db-20260104t043000-040415", "audit-db-20260111t043000-110415", "billing-db", "visitors-db-before-20260111t043000");
    }

    @Provide
    Arbitrary<Map<String, String>> tags() {
        return Combinators.combine(
                Arbitraries.of("visitor-counter", "visitor-counter", "visitor", "Visitor-Counter", "", "-"),
                Arbitraries.of("20260111t043000", "20260111t043000", "20260104t043000", "", "-"),
                Arbitraries.of(ENDED, RUNNING, FORGOTTEN, "", " ", "-")).as((application, incident, restoreTest) -> {
            Map<String, String> tags = new HashMap<>();
            tags.put(APPLICATION, application);
            tags.put(INCIDENT, incident);
            tags.put(RESTORE_TEST, restoreTest);
            tags.values().removeIf("-"::equals);
            return tags;
        });
    }

    private static Arbitrary<String> testNames() {
        return Combinators.combine(
                        Arbitraries.of("visitors", "audit"),
                        Arbitraries.of("20260111t043000", "20260104t043000"),
                        Arbitraries.of("110415", "040415"))
                .as("%s-db-test-%s-%s"::formatted);
    }

    private static Arbitrary<String> nearlyTestNames() {
        return Arbitraries.oneOf(
                Arbitraries.of("visitors-db-testing-20260111t043000-110415", "visitors-db-test-20260111t043000",
                        "visitors-db-test-20260111t043000-110415-copy", "visitors-db-test-20260111t043000-11041",
                        "visitors-db-test-mine", "billing-db-test-20260111t043000-110415",
                        "visitors-db-test-20260111t043000-110415b", "visitors-db-test-latest-20260111t043000-110415",
                        "visitors-db-test-a-20260111t043000-110415"),
                Arbitraries.strings().withChars("abtdvis-0123456789").ofMinLength(1).ofMaxLength(12)
                        .map("visitors-db-test-"::concat)
                        .filter(name -> !name.contains("--") && !name.endsWith("-")));
    }

    private static Set<String> deleted(List<Listed> region, String execution) {
        StepCloud cloud = new StepCloud();
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString());
        StepExecutions executions = new StepExecutions(cloud);
        executions.ended("ended", ExecutionStatus.ABORTED);
        executions.running("running");
        region.forEach(instance -> add(cloud.rds(StepCloud.STANDBY), instance));
        cloud.take(() -> cloud.handler(RemoveRestoreTestsHandler.class)
                .take(new RemoveRestoreTestsHandler.Input(PLAN, execution)));
        List<String> deletions = cloud.asked(DeleteDbInstanceRequest.class).stream()
                .map(DeleteDbInstanceRequest::dbInstanceIdentifier).toList();
        assertThat(deletions).doesNotHaveDuplicates();
        return Set.copyOf(deletions);
    }

    private static void add(SimulatedRds rds, Listed instance) {
        rds.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(instance.name())
                .masterUserPassword("of-the-database")
                .tags(instance.tags().entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList())
                .build());
        rds.describeAs(instance.name(), builder -> builder.dbInstanceStatus(instance.status()));
    }
}
