package io.pilotlight.verification;

import io.pilotlight.recoverypoint.OwnSnapshot;
import io.pilotlight.verification.Finding.Check;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with one snapshot.
 *
 * @param problem in one sentence without its full stop
 */
record Defect(OwnSnapshot snapshot, String problem) {

    private static final int NAMED = 3;

    /**
     * Tells all defects of one kind in one line, because what is wrong with one snapshot is often wrong with all; as
     * pressing as the first one's place makes it.
     *
     * @param defects the newest snapshot's first
     */
    static Stream<Finding> tell(DatabaseBackups backups, Check check, List<Defect> defects, String remedy) {
        return defects.stream().limit(1).flatMap(first ->
                tell(backups, check, backups.severity(first.snapshot()), defects, remedy));
    }

    /** Tells them all in one line, as pressing as is said. */
    static Stream<Finding> tell(
            DatabaseBackups backups, Check check, Severity severity, List<Defect> defects, String remedy) {
        return defects.stream().limit(1).map(first -> new Finding(check, severity,
                backups.subject(first.snapshot().id()), first.problem() + others(defects), remedy));
    }

    private static String others(List<Defect> defects) {
        List<String> others = defects.stream().skip(1).map(defect -> defect.snapshot().id()).toList();
        return others.isEmpty() ? "" : "; %d more are affected: %s%s".formatted(
                others.size(),
                others.stream().limit(NAMED).collect(Collectors.joining(", ")),
                others.size() > NAMED ? " and others" : "");
    }
}
