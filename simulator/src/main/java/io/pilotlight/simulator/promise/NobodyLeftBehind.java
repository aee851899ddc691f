package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.AnswerChanged;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Whoever asks for A records is answered with the new site then, and whoever asks for AAAA records too. */
final class NobodyLeftBehind implements Promise {

    @Override
    public String sentence() {
        return "When a recovery is reported, the public name leads nobody to the old site any more.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.events(StateExited.class)
                .filter(exit -> exit.state().equals("NotifyRecovered"))
                .flatMap(report -> answers(evidence, report.at()).entrySet().stream()
                        .filter(answer -> answer.getValue().equals(evidence.regions().primaryLoadBalancerDnsName()))
                        .map(answer -> "%s: a recovery was reported, and %s still led to %s".formatted(
                                report.at(), answer.getKey(), answer.getValue())));
    }

    /** Each name, apart for either kind of address, and where it led then. */
    private static Map<String, String> answers(Evidence evidence, Instant at) {
        Map<String, String> answers = new LinkedHashMap<>();
        evidence.events(AnswerChanged.class)
                .filter(change -> !change.at().isAfter(at))
                .forEach(change -> answers.put(change.name(), change.loadBalancerDnsName()));
        return answers;
    }
}
