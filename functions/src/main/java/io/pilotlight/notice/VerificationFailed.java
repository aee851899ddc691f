package io.pilotlight.notice;

import io.pilotlight.step.Failure;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Undone;
import java.util.List;
import java.util.stream.Stream;

/**
 * A verification of the backups could not be decided or reported.
 *
 * @param failure where and how
 * @param findings what was found until then, which is in no metric
 * @param undone what could not be done until then
 */
record VerificationFailed(Failure failure, List<Finding> findings, List<Undone> undone) implements Notice {

    @Override
    public String headline(Setting setting) {
        return "BACKUP VERIFICATION FAILED at " + failure.step();
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "The verification of the backups failed at %s.".formatted(Shortened.failure(failure)),
                "Until one ends well nobody knows that the backups can be restored.",
                setting.active(),
                "What to do: mend what was wrong, then verify again:",
                setting.execution().startCommand("{}"),
                found(),
                "Nothing is left in place that a schedule does not remove; backups go on.");
    }

    private String found() {
        List<String> found = Stream.concat(findings.stream(), undone.stream().map(Undone::finding))
                .map(finding -> "%s: %s".formatted(finding.subject(), finding.problem()))
                .toList();
        return found.isEmpty()
                ? ""
                : "Found all the same, and in no metric: %s.".formatted(Shortened.list(found, "; "));
    }
}
