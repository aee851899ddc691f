package io.pilotlight.verification;

import io.pilotlight.recoverypoint.Age;
import io.pilotlight.verification.ReportFindingsHandler.Input.RestoreTestMade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What people are told of a verification. Amazon SNS takes a subject of at most 100 ASCII characters on one line, and a
 * message of at most 256 KiB; a notification of more than {@value #MOST_FINDINGS} findings says how many it leaves out.
 *
 * @param findings the most pressing first
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
record Report(String application, List<Finding> findings, List<RestoreTestMade> restoreTests) {

    private static final int LONGEST_SUBJECT = 100;
    private static final int MOST_FINDINGS = 200;

    int critical() {
        return (int) findings.stream().filter(Finding::isCritical).count();
    }

    int warnings() {
        return findings.size() - critical();
    }

    String subject() {
        List<String> counts = new ArrayList<>();
        if (critical() > 0) {
            counts.add(counted(critical(), "critical finding"));
        }
        if (warnings() > 0) {
            counts.add(counted(warnings(), "warning"));
        }
        String subject = "[Pilot Light] %s: %s".formatted(application,
                counts.isEmpty() ? "backups verified, no findings" : String.join(", ", counts))
                .replaceAll("[^ -~]", "?");
        return subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length()));
    }

    String message() {
        List<String> lines = new ArrayList<>();
        if (findings.isEmpty()) {
            lines.add("Everything that was checked is as the plan says.");
        }
        findings.stream().limit(MOST_FINDINGS).map(Report::line).forEach(lines::add);
        if (findings.size() > MOST_FINDINGS) {
            lines.add("%d more findings stand in the execution's output.".formatted(findings.size() - MOST_FINDINGS));
        }
        if (!restoreTests.isEmpty()) {
            lines.add("");
            restoreTests.stream().map(Report::line).forEach(lines::add);
        }
        return String.join("\n", lines);
    }

    private static String line(Finding finding) {
        return "%-8s  %s: %s. %s.".formatted(
                finding.severity(), finding.subject(), finding.problem(), finding.remedy());
    }

    private static String line(RestoreTestMade test) {
        String what = test.snapshotId().isEmpty()
                ? "there was no recovery point to restore"
                : test.restoreSeconds() > 0
                        ? "%s was restored in %s; %d rows were read in %s".formatted(test.snapshotId(),
                                inWords(test.restoreSeconds()), test.rows(), inWords(test.warmUpSeconds()))
                        : "%s was not restored".formatted(test.snapshotId());
        return "%-8s  restore test of %s: %s.".formatted(test.passed() ? "PASSED" : "FAILED", test.database(), what);
    }

    private static String inWords(double seconds) {
        return Age.inWords(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String counted(int count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }
}
