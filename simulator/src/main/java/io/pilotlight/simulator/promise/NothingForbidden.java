package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ApiCalled;
import java.util.stream.Stream;

/** No password stands in anything that a person or a history can read, and no call was denied. */
final class NothingForbidden implements Promise {

    @Override
    public String sentence() {
        return "No secret in a log, a state or a report. No call that a function's own role does not allow.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return Stream.concat(denied(evidence), evidence.leaks().found().stream());
    }

    private static Stream<String> denied(Evidence evidence) {
        return evidence.events(ApiCalled.class)
                .filter(call -> call.error().startsWith("AccessDenied"))
                .map(call -> "%s: %s was denied %s in %s".formatted(call.at(), call.function(), call.action(), call.region()));
    }
}
