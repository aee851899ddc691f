package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.verification.Finding;
import io.pilotlight.verification.Undone;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database whose last snapshot was restored in isolation, and read.
 *
 * @param passed whether all that the plan compares was read, and is as it says
 * @param newest the newest time in its tables, empty where there is none
 * @param findings what is remarkable of its data
 * @param undone what could not be looked at
 */
record TestedDatabase(String name, boolean passed, long rows, @MayBeEmpty String newest, List<Finding> findings, List<Undone> undone) {

    String inWords() {
        return "%s: %d rows%s".formatted(Shortened.name(name), rows, newest.isEmpty() ? "" : ", the newest of " + newest);
    }

    /** Says why it did not pass. */
    Stream<String> reasons() {
        return Stream.concat(undone.stream().map(Undone::finding), findings.stream().filter(Finding::isCritical))
                .map(finding -> "%s: %s".formatted(finding.subject(), finding.problem()));
    }
}
