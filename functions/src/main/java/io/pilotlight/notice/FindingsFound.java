package io.pilotlight.notice;

import io.pilotlight.step.DurationInWords;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.RestoreTestMade;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A verification of the backups found something that people have to hear of at once.
 *
 * @param findings what was found, the most pressing first
 * @param restoreTests the restore tests that were made
 */
record FindingsFound(List<Finding> findings, List<RestoreTestMade> restoreTests) implements Notice {

    private static final int MOST_FINDINGS = 6;
    private static final int ROOM_FOR_FINDINGS = 800;

    @Override
    public String headline(Setting setting) {
        long critical = findings.stream().filter(Finding::isCritical).count();
        long warnings = findings.size() - critical;
        return "backups: %s%s".formatted(
                counted(critical, "critical finding"), warnings == 0 ? "" : ", " + counted(warnings, "warning"));
    }

    @Override
    public Stream<String> lines(Setting setting) {
        List<String> told = Shortened.fitting(
                findings.stream().limit(MOST_FINDINGS).map(FindingsFound::inWords).toList(), ROOM_FOR_FINDINGS);
        return Stream.concat(
                told.stream(),
                Stream.of(
                        findings.size() > told.size()
                                ? "%d more stand in the execution's output.".formatted(findings.size() - told.size())
                                : "",
                        restoreTests.isEmpty()
                                ? ""
                                : "Restore tests: %s.".formatted(Shortened.list(
                                        failedFirst().map(FindingsFound::inWords).toList(), "; ")),
                        setting.active(),
                        "What to do: mend it, the first line first. Then verify again:",
                        setting.execution().startCommand("{}")));
    }

    private Stream<RestoreTestMade> failedFirst() {
        return restoreTests.stream().sorted(Comparator.comparing(RestoreTestMade::passed));
    }

    private static String inWords(Finding finding) {
        return "%s: %s: %s. %s.".formatted(
                finding.severity(),
                Shortened.text(finding.subject()),
                Shortened.message(finding.problem()),
                Shortened.message(finding.remedy()));
    }

    private static String inWords(RestoreTestMade test) {
        return "%s of %s, %s".formatted(test.passed() ? "PASSED" : "FAILED", test.database(), what(test));
    }

    private static String what(RestoreTestMade test) {
        if (test.snapshotId().isEmpty()) {
            return "there was no recovery point to restore";
        }
        return test.restoreSeconds() == 0
                ? "%s was not restored".formatted(test.snapshotId())
                : "%s was restored in %s; %d rows were read in %s".formatted(
                        test.snapshotId(), inWords(test.restoreSeconds()), test.rows(), inWords(test.warmUpSeconds()));
    }

    private static String inWords(double seconds) {
        return DurationInWords.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String counted(long count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }
}
