package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.drill.Palette.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts into words what the checks of the backups found; that all is well every day is not said. */
final class VerificationSayings {

    private VerificationSayings() {}

    /** What was found, on one line each. */
    static Optional<Saying> findings(JsonNode output) {
        List<String> lines = new ArrayList<>();
        boolean critical = false;
        for (JsonNode finding : output.path("findings")) {
            critical |= finding.path("severity").asText().equals("CRITICAL");
            lines.add("%s %s, %s: %s".formatted(finding.path("severity").asText(), finding.path("check").asText(),
                    finding.path("subject").asText(), finding.path("problem").asText()));
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(Saying.always("Findings", String.join("\n", lines), critical ? Tone.BAD : Tone.NOTABLE));
    }

    /** How a restore test's instance came to be, once it has. */
    static Optional<Saying> restored(JsonNode output) {
        return switch (output.path("status").asText()) {
            case "DONE" -> Optional.of(Saying.onChange("Test", output.path("instanceIdentifier").asText(),
                    "%s is restored for the test".formatted(output.path("instanceIdentifier").asText()), Tone.NEUTRAL));
            case "REFUSED" -> Optional.of(Saying.always("Test", output.path("reason").asText(), Tone.BAD));
            default -> Optional.empty();
        };
    }

    /** What is as the plan says of a table, or is not. */
    static Optional<Saying> checked(JsonNode input, JsonNode output) {
        boolean good = output.path("status").asText().equals("DONE");
        if (output.path("status").asText().equals("IN_PROGRESS")) {
            return Optional.empty();
        }
        return Optional.of(Saying.always("Test", "table %s has %,d rows, %s".formatted(
                input.at("/table/table").asText(), output.path("rows").asLong(),
                good ? "as the plan says" : "which is not as the plan says"), good ? Tone.GOOD : Tone.BAD));
    }

    /** That instances of tests are removed, while they are. */
    static Optional<Saying> removed(JsonNode output) {
        return output.path("status").asText().equals("IN_PROGRESS")
                ? Optional.of(Saying.onChange("Test", "removal", output.path("reason").asText(), Tone.NEUTRAL))
                : Optional.empty();
    }
}
