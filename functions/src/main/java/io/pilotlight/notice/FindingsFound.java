package io.pilotlight.notice;

import io.pilotlight.recoverypoint.Age;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.RestoreTestMade;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A verification of the backups found something that people have to hear of at once.
 *
 * @param findings what was found, the most pressing first
 * @param restoreTests the restore tests that were made
 */
record FindingsFound(List<Finding> findings, List<RestoreTestMade> restoreTests) implements Notice {

    private static final int MOST_LINES = 3;

    @Override
    public String headline(Setting setting) {
        long critical = findings.stream().filter(Finding::isCritical).count();
        long warnings = findings.size() - critical;
        return "backups: %s%s".formatted(
                counted(critical, "critical finding"), warnings == 0 ? "" : ", " + counted(warnings, "warning"));
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                        findings.stream().limit(MOST_LINES).map(FindingsFound::inWords),
                        more(findings.size(), "findings"),
                        restoreTests.stream().limit(MOST_LINES).map(FindingsFound::inWords),
                        more(restoreTests.size(), "restore tests"),
                        Stream.of(
                                setting.active(),
                                "Once mended, verify again: "
                                        + setting.execution().startCommand("{}")))
                .flatMap(lines -> lines);
    }

    private static Stream<String> more(int count, String what) {
        return count <= MOST_LINES
                ? Stream.empty()
                : Stream.of("%d more %s stand in the execution's output.".formatted(count - MOST_LINES, what));
    }

    private static String inWords(Finding finding) {
        return Shortened.text("%s  %s: %s. %s.".formatted(
                finding.severity(), finding.subject(), finding.problem(), finding.remedy()));
    }

    private static String inWords(RestoreTestMade test) {
        return "%s  restore test of %s: %s."
                .formatted(test.passed() ? "PASSED" : "FAILED", test.database(), what(test));
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
        return Age.inWords(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String counted(long count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }
}
