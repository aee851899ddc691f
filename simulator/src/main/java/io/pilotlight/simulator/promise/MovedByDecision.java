package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.AnswerChanged;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The rows that only the old site has are missing afterwards. Where it could not serve they could not be kept; where it
 * could, somebody has to have accepted that.
 */
final class MovedByDecision implements Promise {

    /** A site may come back after the last look at it: until the records are changed and resolvers have heard of it. */
    static final Duration LAST_LOOK = Duration.ofMinutes(5);

    @Override
    public String sentence() {
        return "Traffic leaves a site that works, and rows of it are missed, only where a person decided so.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return evidence.events(AnswerChanged.class)
                .filter(change -> change.loadBalancerDnsName().equals(evidence.regions().standbyLoadBalancerDnsName()))
                .filter(change -> worked(evidence, change.at()) && !isDecided(evidence, change.at()))
                .map(change -> "%s: %s was moved off a site that worked, and nobody decided so; %d rows are missing".formatted(
                        change.at(), change.name(), missing(evidence)));
    }

    private static boolean worked(Evidence evidence, Instant at) {
        Evidence.Window lately = new Evidence.Window(at.minus(LAST_LOOK), at);
        return evidence.outages().stream().allMatch(outage -> outage.overlap(lately).isZero());
    }

    /** By a start that forces the failover or asks for a move, or by an answer: one that refuses moves nothing. */
    private static boolean isDecided(Evidence evidence, Instant at) {
        boolean forced = evidence.events(ExecutionStarted.class)
                .anyMatch(start -> !start.at().isAfter(at)
                        && (start.input().path("force").asBoolean() || start.input().path("to").asText().equals("STANDBY")));
        boolean answered = evidence.events(StateExited.class)
                .anyMatch(exit -> !exit.at().isAfter(at) && exit.state().equals("AskApproval"));
        return forced || answered;
    }

    private static long missing(Evidence evidence) {
        return evidence.rows()
                .filter(row -> row.region().equals(evidence.regions().primary()))
                .filter(row -> evidence.restores().stream()
                        .filter(restore -> evidence.servingInstances().contains(restore.instanceIdentifier()))
                        .noneMatch(restore -> restore.rows().contains(row.row())))
                .count();
    }
}
