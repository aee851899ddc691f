package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.AnswerChanged;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import java.util.stream.Stream;

/** Every time the public answer moves to the standby, its application check must have passed before. */
final class TrafficFollowsCheck implements Promise {

    @Override
    public String sentence() {
        return "Traffic never points at a site that has not passed its application check.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.events(AnswerChanged.class)
                .filter(change -> change.loadBalancerDnsName().equals(evidence.regions().standbyLoadBalancerDnsName()))
                .filter(change -> evidence.events(FunctionInvoked.class).noneMatch(check -> passedBefore(check, change)))
                .map(change -> "%s: %s answered with %s, whose application check had not passed".formatted(
                        change.at(), change.name(), change.loadBalancerDnsName()));
    }

    private static boolean passedBefore(FunctionInvoked check, AnswerChanged change) {
        return check.function().equals("CheckHealthFunction")
                && check.at().isBefore(change.at())
                && check.output() != null
                && check.input().path("site").asText().equals("STANDBY")
                && check.input().path("address").asText().equals(change.loadBalancerDnsName())
                && check.output().path("health").asText().equals("HEALTHY");
    }
}
