package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the machine that makes a site active decides. */
@DisplayName("An activation")
class ActivateDecisionsTest extends Decisions {

    private static final Route ANSWERS = route("a failover whose old site answers later", 1, 1);
    private static final String RESTORED = "FenceSite eu-central-1, RestoreDatabase newest, SetPassword, PublishEndpoint";
    private static final String SCALED = RESTORED + ", ScaleService eu-central-1";
    private static final String CHECKED = SCALED + ", CheckHealth STANDBY";
    private static final String SWITCHED = CHECKED + ", SwitchTraffic";
    private static final String ANSWERED = SWITCHED + ", CheckAnswer";
    private static final String SEEN_IN_PUBLIC = ANSWERED + ", CheckHealth PUBLIC";
    private static final String ALL = SEEN_IN_PUBLIC + ", RecordActiveSite STANDBY -> DONE, traffic moved";
    private static final String PENDING = "{\"status\": \"IN_PROGRESS\"}";
    private static final String REFUSED = "{\"status\": \"REFUSED\"}";
    private static final String UNHEALTHY = "{\"health\": \"UNHEALTHY\"}";

    /** What one function does, and how the activation goes then. */
    record Situation(String name, String function, String fields, int times, String story) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Play activation() {
        return play(new Route("an activation", "ActivateStateMachine", input(), ANSWERS.answers()));
    }

    private static ObjectNode input() {
        JsonNode plan = ANSWERS.answers().get().get("ReadPlanFunction").apply(null).path("plan");
        ObjectNode input = (ObjectNode) Bench.json("""
            {"application": "visitor-counter", "incident": "20261122t100000", "epoch": 3, "target": "STANDBY", "region": "eu-central-1",
             "mode": "RECORD", "prepared": false, "oldSiteFenced": false, "moveTraffic": true}""");
        JsonNode service = plan.path("services").get(0);
        ObjectNode named = input.withArray("services").addObject();
        named.set("name", service.path("name"));
        named.set("check", service.path("check"));
        named.set("site", service.path("standby"));
        ObjectNode record = input.withArray("records").addObject();
        record.set("record", plan.at("/traffic/records/0"));
        record.put("loadBalancerDnsName", "standby.elb.amazonaws.com").put("loadBalancerHostedZoneId", "Z1")
                .put("otherLoadBalancerDnsName", "primary.elb.amazonaws.com");
        ObjectNode database = input.withArray("databases").addObject();
        database.set("name", plan.at("/databases/0/name"));
        database.set("site", plan.at("/databases/0/standby"));
        for (String snapshot : new String[] {"newest", "older", "oldest"}) {
            database.withArray("candidates").addObject().put("snapshotId", snapshot).put("takenAt", "2026-11-22T09:45:00Z")
                    .put("dataUntil", "2026-11-22T09:44:58Z").put("verified", false);
        }
        return input;
    }

    private Play prepared(boolean moveTraffic) {
        return prepared(moveTraffic, input());
    }

    private Play prepared(boolean moveTraffic, ObjectNode input) {
        input.put("prepared", true).put("moveTraffic", moveTraffic).putArray("databases");
        return activation().input(input);
    }

    /** Adds a service that has no page and no load balancer. */
    private static ObjectNode withWorker(ObjectNode input) {
        ObjectNode worker = input.withArray("services").get(0).deepCopy();
        worker.put("name", "worker");
        ((ObjectNode) worker.path("check")).put("url", "").putArray("expect");
        ((ObjectNode) worker.path("site")).put("service", "worker").put("targetGroupArn", "").put("loadBalancerDnsName", "")
                .put("loadBalancerHostedZoneId", "");
        input.withArray("services").add(worker);
        return input;
    }

    @Test
    void startsAServiceWithoutAPageOnceTheSiteIsRecordedAsActive() {
        Seen seen = activation().input(withWorker(input())).run();

        assertThat(story(seen)).isEqualTo(ALL.replace("FenceSite eu-central-1", "FenceSite eu-central-1 x2")
                .replace("STANDBY -> DONE", "STANDBY, ScaleService eu-central-1 -> DONE"));
        assertThat(seen.of("ScaleService")).extracting(ActivateDecisionsTest::isWorker).containsExactly(false, true);
    }

    /** It takes no visits to write, so that it would be a second writer beside the old site's. */
    @Test
    void startsNoServiceWithoutAPageWhileItOnlyPrepares() {
        ObjectNode input = withWorker(input());
        input.put("moveTraffic", false);
        Seen seen = activation().input(input).run();

        assertThat(seen.of("ScaleService")).hasSize(1).noneMatch(ActivateDecisionsTest::isWorker);
        assertThat(seen.of("FenceSite")).anyMatch(ActivateDecisionsTest::isWorker);
        assertThat(seen.end()).isEqualTo("DONE");
    }

    @Test
    void startsWhatHasNoPageAfterASwitchOfWhatWasPrepared() {
        Seen seen = prepared(true, withWorker(input())).run();

        assertThat(story(seen)).isEqualTo("CheckHealth STANDBY, SwitchTraffic, CheckAnswer, CheckHealth PUBLIC, "
                + "RecordActiveSite STANDBY, ScaleService eu-central-1 -> DONE, traffic moved");
    }

    /** The page works: visitors are served, and whoever started it goes on. */
    @Test
    void saysThatTrafficWasMovedWhereAServiceWithoutAPageDoesNotStart() {
        ObjectNode input = withWorker(input());
        ((ObjectNode) input.at("/databases/0/site")).put("sharesPassword", true);
        Seen seen = activation().input(input).on("ScaleService", ActivateDecisionsTest::isWorker, 1, 9999, PENDING).run();

        assertThat(story(seen)).endsWith("FAILED ScaleService/ScaleServiceDeadlineExceeded, traffic moved");
        assertThat(seen.output("/failure/cause")).startsWith("worker has not reached its size");
        assertThat(seen.of("RestoreDatabase")).hasSize(1);
    }

    @Test
    void tellsOfEachServiceThatRunsOtherThanPlanned() {
        Seen seen = activation().input(withWorker(input()))
                .on("ScaleService", ActivateDecisionsTest::isWorker, 1, 9999, "{\"remark\": \"worker runs 1 of 2 tasks\"}")
                .on("ScaleService", payload -> !isWorker(payload), 1, 9999, "{\"remark\": \"n1 runs 1 of 2 tasks\"}").run();

        assertThat(seen.output("/remarks")).isEqualTo("[\"n1 runs 1 of 2 tasks\",\"worker runs 1 of 2 tasks\"]");
    }

    private static boolean isWorker(JsonNode payload) {
        return payload.at("/site/service").asText().equals("worker");
    }

    static Stream<Situation> situations() {
        String fenced = "FenceSite eu-central-1";
        return Stream.of(
                new Situation("waits for the tasks of an earlier run to end", "FenceSite",
                        "{\"status\": \"IN_PROGRESS\", \"fenced\": false}", 3, ALL.replace(fenced, fenced + " x4")),
                new Situation("restores nothing while tasks of an earlier run still write", "FenceSite",
                        "{\"status\": \"IN_PROGRESS\", \"fenced\": false}", 9999, fenced + " x many -> FAILED EmptyService/EmptyServiceDeadlineExceeded"),
                new Situation("stops at once where a newer run has taken over before its restore", "FenceSite",
                        "{\"status\": \"REFUSED\", \"fenced\": false}", 9999, fenced + " -> FAILED EmptyService/io.pilotlight.lease.LeaseLostException"),
                new Situation("waits for a restore", "RestoreDatabase", PENDING, 3, ALL.replace("newest", "newest x4")),
                new Situation("falls to the next older recovery point where one will not restore", "RestoreDatabase", REFUSED, 1,
                        ALL.replace("newest", "newest, RestoreDatabase older")),
                new Situation("falls to the oldest recovery point too", "RestoreDatabase", REFUSED, 2,
                        ALL.replace("newest", "newest, RestoreDatabase older, RestoreDatabase oldest")),
                new Situation("loses no data for a restore that takes long", "RestoreDatabase", PENDING, 9999,
                        fenced + ", RestoreDatabase newest x many -> FAILED RestoreDatabase/RestoreFailed"),
                new Situation("waits for the password", "SetPassword", PENDING, 3, ALL.replace("SetPassword", "SetPassword x4")),
                new Situation("waits for the tasks", "ScaleService", PENDING, 3,
                        ALL.replace("ScaleService eu-central-1", "ScaleService eu-central-1 x4")),
                new Situation("waits for the application to pass its check", "CheckHealth", UNHEALTHY, 3,
                        ALL.replace("CheckHealth STANDBY", "CheckHealth STANDBY x4")),
                new Situation("waits for the switch", "SwitchTraffic", PENDING, 3, ALL.replace("SwitchTraffic", "SwitchTraffic x4")),
                new Situation("waits for the public answer", "CheckAnswer", PENDING, 3, ALL.replace("CheckAnswer", "CheckAnswer x4")));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void goesAs(Situation situation) {
        Seen seen = activation().on(situation.function(), 1, situation.times(), situation.fields()).run();

        assertThat(story(seen)).isEqualTo(situation.story());
    }

    static Stream<Situation> failures() {
        return Stream.of(
                new Situation("a service that cannot be emptied", "FenceSite", "", 0, "FenceSite eu-central-1 -> FAILED EmptyService/Broken"),
                new Situation("a restore", "RestoreDatabase", "", 0, "FenceSite eu-central-1, RestoreDatabase newest -> FAILED RestoreDatabase/Broken"),
                new Situation("a password", "SetPassword", "", 0,
                        "FenceSite eu-central-1, RestoreDatabase newest, SetPassword -> FAILED SetPassword/Broken"),
                new Situation("an endpoint", "PublishEndpoint", "", 0, RESTORED + " -> FAILED PublishEndpoint/Broken"),
                new Situation("a service", "ScaleService", "", 0, SCALED + " -> FAILED ScaleService/Broken"),
                new Situation("a check", "CheckHealth", "", 0, CHECKED + " -> FAILED CheckApplication/Broken"),
                new Situation("a switch, whose effect is not known", "SwitchTraffic", "", 0,
                        SWITCHED + " -> FAILED SwitchTraffic/Broken, traffic moved"),
                new Situation("a look at the answer", "CheckAnswer", "", 0, ANSWERED + " -> FAILED CheckAnswer/Broken, traffic moved"),
                new Situation("a record of the active site", "RecordActiveSite", "", 0,
                        SEEN_IN_PUBLIC + ", RecordActiveSite STANDBY -> FAILED RecordActiveSite/Broken, traffic moved"));
    }

    /** No step goes on after one that failed, and what is said of traffic is true. */
    @ParameterizedTest
    @MethodSource("failures")
    void stopsAt(Situation failure) {
        Seen seen = activation().failing(failure.function(), 1, 9999, "Broken").run();

        assertThat(story(seen)).isEqualTo(failure.story());
    }

    static Stream<String> functions() {
        return Stream.of("FenceSite", "RestoreDatabase", "SetPassword", "PublishEndpoint", "ScaleService", "CheckHealth",
                "SwitchTraffic", "CheckAnswer", "RecordActiveSite");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void triesAgainWhatIsThrottled(String function) {
        Seen seen = activation().failing(function, 1, 2, "Lambda.TooManyRequestsException").run();

        assertThat(seen.end()).isEqualTo("DONE");
        assertThat(seen.of(function)).hasSizeGreaterThan(2);
    }

    @Test
    void restoresStartsChecksMovesTrafficChecksAgainAndRecords() {
        Seen seen = activation().run();

        assertThat(story(seen)).isEqualTo(ALL);
        assertThat(seen.output("/databases")).isEqualTo(
                "[{\"name\":\"n1\",\"instance\":\"i\",\"recoveryPoint\":\"newest\",\"dataUntil\":\"2026-11-22T09:44:58Z\"}]");
        assertThat(seen.output("/instances")).isEqualTo("[\"i\"]");
        assertThat(seen.of("CheckHealth")).allMatch(check -> !check.path("publish").asBoolean());
    }

    @Test
    void trafficIsNotSwitchedWhenTheApplicationCheckFailed() {
        Seen seen = activation().where("CheckHealth", UNHEALTHY).run();

        assertThat(story(seen)).isEqualTo(CHECKED + " x many -> FAILED CheckApplication/CheckApplicationDeadlineExceeded");
    }

    @Test
    void trafficIsNotSwitchedWhenTheApplicationCheckTellsNothing() {
        Seen seen = activation().where("CheckHealth", "{\"health\": \"UNKNOWN\"}").run();

        assertThat(story(seen)).isEqualTo(CHECKED + " x many -> FAILED CheckApplication/CheckApplicationDeadlineExceeded");
    }

    @Test
    void trafficIsNotSwitchedToTasksThatNeverGetHealthy() {
        Seen seen = activation().where("ScaleService", PENDING).run();

        assertThat(story(seen)).isEqualTo(SCALED + " x many -> FAILED ScaleService/ScaleServiceDeadlineExceeded");
    }

    @Test
    void doesNotGoOnWithoutADatabase() {
        Seen seen = activation().where("RestoreDatabase", REFUSED).run();

        assertThat(story(seen)).isEqualTo("FenceSite eu-central-1, RestoreDatabase newest, RestoreDatabase older, "
                + "RestoreDatabase oldest -> FAILED RestoreDatabase/RestoreFailed");
    }

    @Test
    void noWrongPublicAnswerPasses() {
        Seen seen = activation().where("CheckAnswer", PENDING).run();

        assertThat(story(seen)).isEqualTo(ANSWERED + " x many -> FAILED CheckAnswer/CheckAnswerDeadlineExceeded, traffic moved");
    }

    @Test
    void noFailedPublicCheckPasses() {
        Seen seen = activation().on("CheckHealth", ActivateDecisionsTest::isPublic, 1, 9999, UNHEALTHY).run();

        assertThat(story(seen))
                .isEqualTo(SEEN_IN_PUBLIC + " x many -> FAILED CheckPublicName/CheckPublicNameDeadlineExceeded, traffic moved");
    }

    @Test
    void waitsForTheCheckThroughThePublicName() {
        Seen seen = activation().on("CheckHealth", ActivateDecisionsTest::isPublic, 1, 3, UNHEALTHY).run();

        assertThat(story(seen)).isEqualTo(ALL.replace("PUBLIC", "PUBLIC x4"));
    }

    @Test
    void stopsWhereThePublicNameCannotBeLookedAt() {
        Seen seen = activation().failing("CheckHealth", ActivateDecisionsTest::isPublic, 1, 9999, "Broken").run();

        assertThat(story(seen)).isEqualTo(SEEN_IN_PUBLIC + " -> FAILED CheckPublicName/Broken, traffic moved");
    }

    @Test
    void triesAgainWhereTheCheckThroughThePublicNameIsThrottled() {
        Seen seen = activation().failing("CheckHealth", ActivateDecisionsTest::isPublic, 1, 2, "Lambda.TooManyRequestsException").run();

        assertThat(story(seen)).isEqualTo(ALL.replace("PUBLIC", "PUBLIC x3"));
    }

    @Test
    void noSwitchThatIsNotDonePassesForOne() {
        Seen seen = activation().where("SwitchTraffic", "{\"status\": \"IN_PROGRESS\", \"reason\": \"in sync soon\"}").run();

        assertThat(story(seen)).isEqualTo(SWITCHED + " x many -> FAILED SwitchTraffic/SwitchTrafficDeadlineExceeded, traffic moved");
        assertThat(seen.output("/failure/cause")).contains("in sync soon");
    }

    @Test
    void doesNotGoOnWithAPasswordThatIsNotApplied() {
        Seen seen = activation().where("SetPassword", "{\"status\": \"IN_PROGRESS\", \"reason\": \"applied soon\"}").run();

        assertThat(story(seen)).isEqualTo("FenceSite eu-central-1, RestoreDatabase newest, SetPassword x many -> FAILED SetPassword/PasswordNotApplied");
        assertThat(seen.output("/failure/cause")).contains("applied soon");
    }

    @Test
    void saysThatTrafficWasNotMovedByARunThatWasOvertaken() {
        Seen seen = activation().failing("SwitchTraffic", 1, 9999, "io.pilotlight.lease.LeaseLostException").run();

        assertThat(story(seen)).isEqualTo(SWITCHED + " -> FAILED SwitchTraffic/io.pilotlight.lease.LeaseLostException");
    }

    @Test
    void restoresAnInstanceAgainThatIsDeletedAfterItsRestore() {
        Seen seen = activation().on("SetPassword", 1, 1, PENDING)
                .failing("SetPassword", 2, 3, "io.pilotlight.restore.StuckInstanceException").run();

        assertThat(story(seen)).isEqualTo(ALL.replace("newest, SetPassword",
                "newest, SetPassword x2, RestoreDatabase newest, SetPassword, RestoreDatabase newest, SetPassword"));
        assertThat(seen.of("SetPassword")).extracting(payload -> payload.path("requestedVersion").asText())
                .containsExactly("", "v", "", "");
    }

    @Test
    void restoresAStuckInstanceTwiceAgainAtMost() {
        Seen seen = activation().failing("SetPassword", 1, 9999, "io.pilotlight.restore.StuckInstanceException").run();

        assertThat(story(seen)).isEqualTo("FenceSite eu-central-1, RestoreDatabase newest, SetPassword, RestoreDatabase newest, "
                + "SetPassword, RestoreDatabase newest, SetPassword -> FAILED SetPassword/io.pilotlight.restore.StuckInstanceException");
    }

    /** What was waited for the first time takes nothing from the second. */
    @Test
    void waitsAnewForWhatItRestoresAgain() {
        int restores = mostLooks("RestoreDatabase") - 2;
        int passwords = mostLooks("SetPassword") - 2;
        Seen seen = activation().on("RestoreDatabase", 1, restores, PENDING).on("RestoreDatabase", restores + 2, 2 * restores, PENDING)
                .on("SetPassword", 1, 2 * passwords, PENDING)
                .failing("SetPassword", passwords + 1, passwords + 1, "io.pilotlight.restore.StuckInstanceException").run();

        assertThat(seen.end()).isEqualTo("DONE");
    }

    @Test
    void waitsAnewForAnOlderRecoveryPoint() {
        int looks = mostLooks("RestoreDatabase") - 2;
        Seen seen = activation().on("RestoreDatabase", 1, looks, PENDING).on("RestoreDatabase", looks + 1, looks + 1, REFUSED)
                .on("RestoreDatabase", looks + 2, 2 * looks, PENDING).run();

        assertThat(seen.end()).isEqualTo("DONE");
    }

    @Test
    void waitsAnewForTheNextAlternativeOfTheTasks() {
        ObjectNode input = input();
        ((ObjectNode) input.at("/services/0/site")).withArray("alternatives").addObject().put("enoughTasks", 1).putArray("subnetIds");

        int looks = mostLooks("ScaleService");
        Seen seen = activation().input(input).where("ScaleService", PENDING).on("ScaleService", looks - 2, 9999, "{\"choice\": 1}").run();

        assertThat(seen.story()).contains("ScaleService eu-central-1 x many, ScaleService eu-central-1 choice 1 x many");
        assertThat(seen.of("ScaleService").stream().filter(payload -> payload.path("choice").asInt() == 1)).hasSize(looks);
        assertThat(seen.of("ScaleService").get(0).path("chosenAt").asText()).isEmpty();
        assertThat(seen.of("ScaleService").get(1).path("chosenAt").asText()).isEqualTo("2026-11-22T10:00:00Z");
    }

    @Test
    void checksWhatWasPreparedOnceMoreAndRestoresNothing() {
        Seen seen = prepared(true).run();

        assertThat(story(seen)).isEqualTo(
                "CheckHealth STANDBY, SwitchTraffic, CheckAnswer, CheckHealth PUBLIC, RecordActiveSite STANDBY -> DONE, traffic moved");
        assertThat(seen.output("/databases")).isEqualTo("[]");
        assertThat(seen.output("/remarks")).isEqualTo("[]");
    }

    /** Visitors may have written there already. */
    @Test
    void neitherEmptiesNorRestoresWithoutADatabaseToRestore() {
        ObjectNode input = input();
        input.putArray("databases");

        Seen seen = activation().input(input).run();

        assertThat(story(seen)).isEqualTo("ScaleService eu-central-1, CheckHealth STANDBY, SwitchTraffic, CheckAnswer, "
                + "CheckHealth PUBLIC, RecordActiveSite STANDBY -> DONE, traffic moved");
    }

    @Test
    void leavesTrafficAloneWhereItOnlyPrepares() {
        ObjectNode input = input();
        input.put("moveTraffic", false);

        assertThat(story(activation().input(input).run())).isEqualTo(CHECKED + " -> DONE");
    }

    @Test
    void recordsTheOldSiteAsFencedOnlyWhereItIs() {
        ObjectNode input = input();
        input.put("oldSiteFenced", true);

        assertThat(activation().input(input).run().story()).contains("SwitchTraffic fenced", "RecordActiveSite STANDBY fenced");
        assertThat(activation().run().story()).doesNotContain("SwitchTraffic fenced", "RecordActiveSite STANDBY fenced");
    }

    @Test
    void asksForTheSameChangesAndAddressesUntilTheyAreDone() {
        Seen seen = activation().on("SwitchTraffic", 1, 1, "{\"status\": \"IN_PROGRESS\", \"changeIds\": [\"C1\"]}")
                .on("CheckAnswer", 1, 1, PENDING).run();

        assertThat(seen.of("SwitchTraffic")).extracting(payload -> payload.path("changeIds").toString())
                .containsExactly("[]", "[\"C1\"]");
        assertThat(seen.of("CheckAnswer")).extracting(payload -> payload.path("known").toString())
                .containsExactly("[]", "[\"198.18.0.1\"]");
    }

    @Test
    void namesEachInstanceThatItHasMadeAndNoOther() {
        Play other = activation().where("RestoreDatabase", "{\"created\": false, \"remark\": \"smaller\"}")
                .where("ScaleService", "{\"remark\": \"on Spot\"}");

        assertThat(other.run()).satisfies(seen -> {
            assertThat(seen.output("/instances")).isEqualTo("[]");
            assertThat(seen.output("/remarks")).isEqualTo("[\"smaller\",\"on Spot\"]");
        });
        assertThat(activation().on("RestoreDatabase", 1, 1, "{\"status\": \"REFUSED\", \"instanceIdentifier\": \"i0\"}").run()
                .output("/instances")).isEqualTo("[\"i0\",\"i\"]");
        assertThat(activation().where("RestoreDatabase", REFUSED).run().output("/instances")).isEqualTo("[\"i\"]");
    }

    /** How often it looks at most. */
    private int mostLooks(String function) {
        return activation().where(function, PENDING).run().of(function).size();
    }

    private static boolean isPublic(JsonNode payload) {
        return payload.path("site").asText().equals("PUBLIC");
    }

    /** With the step at which it failed, and whether it says that traffic was moved. */
    private static String story(Seen seen) {
        String end = seen.output("/status");
        if (end.equals("FAILED")) {
            end += " " + seen.output("/failure/step") + "/" + seen.output("/failure/error");
        }
        String story = seen.story();
        return story.substring(0, story.indexOf(" -> ")) + " -> " + end
                + (seen.output("/switched").equals("true") ? ", traffic moved" : "");
    }
}
