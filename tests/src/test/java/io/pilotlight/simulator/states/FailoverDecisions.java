package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The situations in which a failover decides, and the words for what it does. */
abstract class FailoverDecisions extends Decisions {

    static final Route ANSWERS = route("a failover whose old site answers later", 1, 1);
    static final Route OF_TWO = route("a failover whose old site answers later", 2, 2);
    static final String PRIMARY = "eu-west-1";
    static final String FENCED = fence("DONE", true, true);
    static final String DARK = fence("IN_PROGRESS", false, false);
    static final String UNFENCED = fence("IN_PROGRESS", false, true);
    static final String HEALTHY = "{\"health\": \"HEALTHY\"}";
    static final String UNHEALTHY = "{\"health\": \"UNHEALTHY\"}";
    static final String UNKNOWN = "{\"health\": \"UNKNOWN\"}";
    static final String RECOVERED =
            "restored, fenced, moved, recorded fenced; released RECOVERED; told RECOVERED -> RECOVERED";
    static final int EVER = 9999;
    static final String NEWER = """
        {"candidates": [{"snapshotId": "newer", "takenAt": "2026-11-22T09:55:00Z", "dataUntil": "2026-11-22T09:54:58Z", "verified": false}]}""";
    static final String SILENT = " and its API is silent";
    static final String NOT_JUDGED = "";

    static String fence(String status, boolean fenced, boolean answered) {
        return "{\"status\": \"%s\", \"fenced\": %s, \"answered\": %s}".formatted(status, fenced, answered);
    }

    Play failover() {
        return failover(ANSWERS);
    }

    Play failover(Route route) {
        return play(route).where("FenceSite", FENCED);
    }

    /** The old Region has been silent for so long when it is fenced that no answer is waited for. */
    Play fencing(String primary) {
        return longSilent(failover()).on("FenceSite", FailoverDecisions::isAtPrimary, 1, EVER, primary);
    }

    /** The rounds take more than six minutes, and the old Region's API is silent in each. */
    Play longSilent(Play play) {
        return judged(play.where("ReadPlan", """
            {"timing": {"confirmationIntervalSeconds": 200, "approvalTimeoutSeconds": 1800, "rtoSeconds": 1800, "rpoSeconds": 3600}}"""),
                "UNHEALTHY" + SILENT);
    }

    /** The old Region has answered in every round. */
    Play fencingAtOnce(String primary) {
        return judged(failover(), "UNHEALTHY").on("FenceSite", FailoverDecisions::isAtPrimary, 1, EVER, primary);
    }

    /** Lets the rounds at the primary end so, one after another, and the glance like the first; the last goes on for ever. */
    Play rounds(Play play, String... rounds) {
        int[] count = {-1};
        return play.when("CheckHealth", payload -> {
            ObjectNode answer = (ObjectNode) Bench.json("""
                {"status": "DONE", "health": "HEALTHY", "answer": "NONE", "summary": "it was looked at.", "evidence": []}""");
            if (isAtPrimary(payload)) {
                answer.setAll((ObjectNode) Bench.json(rounds[Math.clamp(count[0]++, 0, rounds.length - 1)]));
            }
            return answer;
        });
    }

    Play withPlan(Play play, String pointer, Object value) {
        return play.when("ReadPlan", payload -> {
            ObjectNode answer = (ObjectNode) ANSWERS.answers().get().get("ReadPlanFunction").apply(payload);
            int slash = pointer.lastIndexOf('/');
            ((ObjectNode) answer.at(pointer.substring(0, slash))).putPOJO(pointer.substring(slash + 1), value);
            return Bench.json(answer.toString());
        });
    }

    Play approved(Play play) {
        return withPlan(play, "/plan/approval/required", true);
    }

    Play forced(Play play) {
        return play.where("ReadPlan", "{\"force\": true, \"trigger\": \"PERSON\", \"reason\": \"a person\"}");
    }

    /** An earlier run has moved traffic or begun to, and the public names lead there now. */
    Play resumed(String activeSite, String answersOf) {
        return seenAt(failover().where("AcquireLease", "{\"resumed\": true, \"mayHaveSwitched\": true, \"activeSite\": \"%s\"}"
                .formatted(activeSite)), answersOf);
    }

    Play alreadyMoved(Play play) {
        return seenAt(play.where("AcquireLease", "{\"resumed\": true, \"mayHaveSwitched\": true, \"activeSite\": \"STANDBY\"}"),
                "eu-central-1");
    }

    /** The public names lead to the load balancer whose name holds that of a Region. */
    static Play seenAt(Play play, String region) {
        return play.when("CheckAnswer", payload -> led(payload, region));
    }

    static JsonNode led(JsonNode payload, String region) {
        String leadsTo = payload.path("loadBalancerDnsName").asText().contains(region) ? "LOAD_BALANCER"
                : payload.path("otherLoadBalancerDnsName").asText().contains(region) ? "OTHER" : "UNKNOWN";
        return Bench.json("""
            {"status": "DONE", "reason": "", "answer": ["198.18.0.1"], "known": ["198.18.0.1"], "leadsTo": "%s"}""".formatted(leadsTo));
    }

    /** How many targets the standby's load balancer has. */
    static Play atTheStandby(Play play, int targets) {
        return play.on("AskOthers", payload -> !isAtPrimary(payload), 1, EVER, "{\"registered\": %d}".formatted(targets));
    }

    static boolean isAtPrimary(JsonNode payload) {
        return payload.path("region").asText().equals(PRIMARY) || payload.path("site").asText().equals("PRIMARY");
    }

    /** What was done, in an order of its own, what was recorded and told, and how it ended. */
    static String acts(Seen seen) {
        List<String> acts = new ArrayList<>();
        add(acts, "restored", seen, call -> call.function().equals("RestoreDatabase"));
        add(acts, "fenced", seen, call -> call.brief().equals("FenceSite " + PRIMARY));
        add(acts, "moved", seen, call -> call.function().equals("SwitchTraffic"));
        add(acts, "recorded", seen, call -> call.brief().equals("RecordActiveSite STANDBY"));
        add(acts, "recorded fenced", seen, call -> call.brief().equals("RecordActiveSite STANDBY fenced"));
        add(acts, "gave back", seen, call -> call.brief().equals("ScaleService " + PRIMARY));
        add(acts, "removed", seen, call -> call.function().equals("RemovePrepared"));
        String released = seen.of("ReleaseLease").stream().map(call -> call.path("outcome").asText()).collect(Collectors.joining(", "));
        return String.join(", ", acts) + "; released " + released + "; told " + String.join(", ", seen.notices()) + " -> " + seen.end();
    }

    static void add(List<String> acts, String act, Seen seen, Predicate<Seen.Call> isIt) {
        if (seen.calls().stream().anyMatch(isIt)) {
            acts.add(act);
        }
    }

    static int first(Seen seen, String brief) {
        return seen.calls().stream().map(Seen.Call::brief).toList().indexOf(brief);
    }

    /** How often the primary was looked at, but for the glance before the first round. */
    static long rounds(Seen seen) {
        return seen.of("CheckHealth").stream().filter(FailoverDecisions::isAtPrimary).skip(1).count();
    }

    /** How often the old site was fenced before something was called that begins so. */
    static long fencesBefore(Seen seen, String brief) {
        return seen.calls().stream().map(Seen.Call::brief).takeWhile(call -> !call.startsWith(brief))
                .filter(("FenceSite " + PRIMARY)::equals).count();
    }

    /** How often the old site was looked at in the first fence, before anything else was done. */
    static long looksOfTheFirstFence(Seen seen) {
        return seen.calls().stream().map(Seen.Call::brief).dropWhile(call -> !call.equals("FenceSite " + PRIMARY))
                .takeWhile(("FenceSite " + PRIMARY)::equals).count();
    }

    static long times(Seen seen, String state) {
        return seen.states().stream().filter(("FailoverStateMachine/" + state)::equals).count();
    }

    /** Lets the rounds be judged so, one after another, and the glance like the first; the last goes on for ever. */
    Play judged(Play play, String... verdicts) {
        int[] count = {-1};
        return play.when("JudgeOutage", _ -> {
            String verdict = verdicts[Math.clamp(count[0]++, 0, verdicts.length - 1)];
            if (verdict.equals(NOT_JUDGED)) {
                throw new TaskFailed("Broken", "{\"errorMessage\":\"it was asked to fail\"}");
            }
            return Bench.json("""
                {"status": "DONE", "verdict": "%s", "summary": "it was judged.", "apiSilent": %s}""".formatted(
                    verdict.replace(SILENT, ""), verdict.endsWith(SILENT)));
        });
    }

    /** The same machine, but that a Map of it fails as Step Functions itself lets it fail. */
    Play failingMap(Route route, String map) {
        JsonNode changed = production.definitions().get("FailoverStateMachine").deepCopy();
        ObjectNode processor = (ObjectNode) changed.at("/States/%s/ItemProcessor".formatted(map));
        processor.put("StartAt", "Refused");
        processor.set("States", Bench.json("{\"Refused\": {\"Type\": \"Fail\", \"Error\": \"Refused\"}}"));
        return new Play(production.with("FailoverStateMachine", changed), route, entered).where("FenceSite", FENCED);
    }
}
