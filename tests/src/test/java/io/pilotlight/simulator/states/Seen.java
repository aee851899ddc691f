package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was seen of a run of a state machine: which functions it called with what, and how it ended.
 *
 * @param mails the subject and the text of each message
 * @param executions the ARNs of it and of those that it started, but for the comparison of the old primary, which it leaves to itself
 */
record Seen(
        List<Call> calls, List<String> states, List<String> mails, List<String> executions, ExecutionDescription ended) {

    /** From here on it is not said how often: how long is waited is no decision. */
    private static final int MANY = 20;

    /** A call of a function, which is named without "Function". */
    record Call(String function, JsonNode payload) {

        /** The function, and of the payload what tells one call from another. */
        String brief() {
            return (function + " " + switch (function) {
                case "CheckHealth" -> text("/site");
                case "FenceSite", "SaveServiceConfiguration", "TakeSnapshot" -> text("/region");
                case "ScaleService" -> text("/region") + (payload.at("/choice").asInt() > 0 ? " choice " + text("/choice") : "");
                case "ReleaseLease" -> text("/outcome");
                case "WordNotice" -> text("/notice/type");
                case "NoteFailure" -> payload.path("told").asBoolean() ? "told" : "asked";
                case "RecordActiveSite" -> text("/activeSite") + (payload.path("oldSiteFenced").asBoolean() ? " fenced" : "");
                case "SwitchTraffic" -> payload.path("oldSiteFenced").asBoolean() ? "fenced" : "";
                case "PruneRecoveryPoints", "MirrorService" -> payload.path("dryRun").asBoolean() ? "dry" : "";
                case "RestoreDatabase" -> text("/recoveryPoint/snapshotId");
                default -> "";
            }).strip();
        }

        private String text(String pointer) {
            return payload.at(pointer).asText();
        }
    }

    /** Every call in its order, equal ones in a row once with their number, and how it ended. */
    String story() {
        return story(_ -> true);
    }

    /** As {@link #story()}, of the calls of certain functions alone. */
    String story(Function<Call, Boolean> told) {
        List<String> words = new ArrayList<>();
        int equal = 0;
        String last = "";
        for (Call call : Stream.concat(calls.stream().filter(told::apply), Stream.of(new Call("", null))).toList()) {
            String brief = call.function().isEmpty() ? "" : call.brief();
            if (brief.equals(last)) {
                equal++;
                continue;
            }
            if (!last.isEmpty()) {
                words.add(equal >= MANY ? last + " x many" : equal > 1 ? last + " x" + equal : last);
            }
            last = brief;
            equal = 1;
        }
        return String.join(", ", words) + " -> " + end();
    }

    /** The outcome or the status of the output, or the error. */
    String end() {
        return switch (ended.status()) {
            case SUCCEEDED -> output("/outcome") + output("/status")
                    + (output("/failure/error").isEmpty() ? "" : " " + output("/failure/error"));
            case FAILED -> ended.error().orElse("");
            default -> ended.status().name();
        };
    }

    String output(String pointer) {
        return value(ended.output().orElseThrow().at(pointer));
    }

    private static String value(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }

    List<JsonNode> of(String function) {
        return calls.stream().filter(call -> call.function().equals(function)).map(Call::payload).toList();
    }

    /** The first notice of a type. */
    JsonNode notice(String type) {
        return of("WordNotice").stream().map(payload -> payload.path("notice"))
                .filter(notice -> notice.path("type").asText().equals(type)).findFirst()
                .orElseThrow(() -> new AssertionError("nobody was told " + type + ", but " + story()));
    }

    List<String> notices() {
        return of("WordNotice").stream().map(payload -> payload.at("/notice/type").asText()).toList();
    }
}
