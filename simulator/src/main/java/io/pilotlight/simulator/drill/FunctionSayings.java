package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.drill.Palette.Tone;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import java.util.Optional;

/** Puts what a function found into words; a function that only went on as before is left out by who reads them. */
final class FunctionSayings {

    private FunctionSayings() {}

    static Optional<Saying> of(FunctionInvoked invoked) {
        String name = invoked.function().replaceFirst("Function$", "");
        if (invoked.error() != null && !invoked.error().isEmpty()) {
            return Optional.of(Saying.onChange(label(name), "error", "failed: %s (%s)".formatted(
                    invoked.message(), invoked.error().substring(invoked.error().lastIndexOf('.') + 1)), Tone.BAD));
        }
        JsonNode input = invoked.input();
        JsonNode output = invoked.output();
        return switch (name) {
            case "CheckHealth" -> text(input, "site").equals("CONTROL") ? Optional.empty() : Optional.of(health(input, output));
            case "JudgeOutage" -> Optional.of(Saying.onChange("Confirm", "verdict", text(output, "verdict"),
                    "%s: %s".formatted(text(output, "verdict"), text(output, "summary")), Tone.NEUTRAL));
            case "RestoreDatabase" -> Optional.of(restore(input, output));
            case "SetPassword" -> Optional.of(reason(name, text(input, "instanceIdentifier"), output));
            case "PublishEndpoint" -> Optional.of(Saying.onChange(label(name), text(input, "parameter"),
                    "%s holds %s".formatted(text(input, "parameter"), text(input, "endpoint")), Tone.NEUTRAL));
            case "ScaleService" -> Optional.of(reason(name, input.at("/site/service").asText(), output));
            case "FenceSite" -> Optional.of(fence(input, output));
            case "CheckAnswer" -> Optional.of(reason(name, text(input, "name"), output));
            case "AcquireLease" -> Optional.of(lease(output));
            case "ReleaseLease" -> Optional.of(Saying.onChange(label(name), "released", "%s, reported as %s".formatted(
                    isRefused(output) ? "not released: " + text(output, "reason") : "released", text(input, "outcome")),
                    tone(output)));
            case "RecordActiveSite" -> Optional.of(Saying.onChange(label(name), text(input, "activeSite"), recorded(input), Tone.GOOD));
            case "ReportFindings" -> VerificationSayings.findings(output);
            case "RestoreTestDatabase" -> VerificationSayings.restored(output);
            case "CheckRestoredData" -> VerificationSayings.checked(input, output);
            case "MarkVerified" -> Optional.of(reason(name, text(input, "snapshotId"), output));
            case "RemoveRestoreTests" -> VerificationSayings.removed(output);
            case "ChooseRecoveryPoint", "SwitchTraffic", "RemovePrepared" -> Optional.of(reason(name, "", output));
            // Most of the time it has nothing to do, which is no news; an execution that it starts is told of as such.
            case "StartAgain" -> Optional.empty();
            default -> isRefused(output) ? Optional.of(reason(name, "", output)) : Optional.empty();
        };
    }

    private static Saying health(JsonNode input, JsonNode output) {
        String site = text(input, "site");
        String health = text(output, "health");
        String text = "%s is %s: %s".formatted(site, health, text(output, "summary"));
        Tone tone = health.equals("HEALTHY") ? Tone.GOOD : Tone.BAD;
        if (input.path("publish").asBoolean()) {
            return Saying.onChange("Probe", site, health, text, tone);
        }
        return Saying.onChange("Health", site + "/" + text(input, "url"), health, text, tone);
    }

    private static Saying restore(JsonNode input, JsonNode output) {
        String instance = text(output, "instanceIdentifier");
        String status = text(output, "instanceStatus");
        String from = input.at("/recoveryPoint/snapshotId").asText();
        String text = switch (text(output, "status")) {
            case "DONE" -> "%s is available, restored from %s".formatted(instance, from);
            case "REFUSED" -> "%s will not be restored from %s: %s".formatted(instance, from, text(output, "reason"));
            default -> "%s %s from %s: %s".formatted(
                    status.isEmpty() ? "asking for" : status, instance, from, text(output, "reason"));
        };
        return Saying.onChange("Restore", instance, text, tone(output));
    }

    private static Saying fence(JsonNode input, JsonNode output) {
        Tone tone = output.path("fenced").asBoolean() ? Tone.GOOD
                : isDone(output) ? Tone.BAD : tone(output);
        return Saying.onChange("Fence", text(input, "region"), text(output, "reason"), tone);
    }

    private static Saying lease(JsonNode output) {
        String text = isRefused(output)
                ? "refused: " + text(output, "reason")
                : "held with epoch %s. %s".formatted(text(output, "epoch"), text(output, "reason"));
        return Saying.always("Lease", text, tone(output));
    }

    private static Saying reason(String name, String subject, JsonNode output) {
        return Saying.onChange(label(name), subject, text(output, "reason"), tone(output));
    }

    private static Tone tone(JsonNode output) {
        return isRefused(output) ? Tone.BAD : isDone(output) ? Tone.GOOD : Tone.NEUTRAL;
    }

    private static String recorded(JsonNode input) {
        return "%s is recorded as the active site, the other as %s".formatted(text(input, "activeSite"),
                input.path("oldSiteFenced").asBoolean() ? "fenced" : "not fenced");
    }

    private static boolean isRefused(JsonNode output) {
        return text(output, "status").equals("REFUSED");
    }

    private static boolean isDone(JsonNode output) {
        return text(output, "status").equals("DONE");
    }

    private static String text(JsonNode node, String field) {
        return node == null ? "" : node.path(field).asText();
    }

    private static String label(String function) {
        return switch (function) {
            case "ReadPlan" -> "Plan";
            case "AcquireLease", "ReleaseLease" -> "Lease";
            case "CheckHealth" -> "Health";
            case "FenceSite" -> "Fence";
            case "ChooseRecoveryPoint" -> "Snapshot";
            case "RestoreDatabase", "RemovePrepared" -> "Restore";
            case "SetPassword" -> "Password";
            case "PublishEndpoint" -> "Endpoint";
            case "ScaleService" -> "Tasks";
            case "SwitchTraffic", "PublishActiveSite", "RecordActiveSite" -> "Traffic";
            case "CheckAnswer" -> "Answer";
            case "DecideBackups" -> "Backup";
            case "TakeSnapshot" -> "Snapshot";
            case "CopySnapshot" -> "Copy";
            case "PruneRecoveryPoints" -> "Prune";
            case "RemoveLeftInstances" -> "Left";
            case "MeasureExposure" -> "Exposure";
            case "SaveServiceConfiguration", "MirrorService" -> "Service";
            case "DecideVerification", "VerifyRecoveryPoints", "VerifyServiceConfiguration" -> "Verify";
            case "ReportFindings" -> "Findings";
            case "RestoreTestDatabase", "CheckRestoredData", "MarkVerified", "RemoveRestoreTests" -> "Test";
            default -> function;
        };
    }
}
