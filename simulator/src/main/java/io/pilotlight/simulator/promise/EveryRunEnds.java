package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.ResourceCreated;
import io.pilotlight.simulator.journal.JournalEvent.ResourceDeleted;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every execution ends, people hear of each failover that was not stopped by hand, and no instance is left unsaid. */
final class EveryRunEnds implements Promise {

    private static final String FAILOVER = "FailoverStateMachine";
    private static final Pattern TAGGED = Pattern.compile("pilot-light:incident is (\\d{8}t\\d{6})");

    @Override
    public String sentence() {
        return "Every run ends: done, refused or failed, with people told, and nothing left behind that costs money unsaid.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        return Stream.concat(
                evidence.events(ExecutionStarted.class).flatMap(started -> unfinished(evidence, started)),
                evidence.events(ResourceCreated.class)
                        .filter(created -> created.region().equals(evidence.regions().standby()))
                        .filter(created -> created.type().equals("AWS::RDS::DBInstance"))
                        .flatMap(created -> unsaid(evidence, created)));
    }

    private static Stream<String> unfinished(Evidence evidence, ExecutionStarted started) {
        Optional<ExecutionEnded> ended = evidence.events(ExecutionEnded.class)
                .filter(end -> end.execution().equals(started.execution()))
                .findFirst();
        if (ended.isEmpty()) {
            return Stream.of("%s has not ended".formatted(started.execution()));
        }
        boolean told = evidence.events(Notified.class)
                .filter(notified -> notified.subject().startsWith("[Pilot Light]"))
                .anyMatch(notified -> !notified.at().isBefore(started.at()) && !notified.at().isAfter(ended.get().at()));
        return started.machine().equals(FAILOVER) && !ended.get().status().equals("ABORTED") && !told
                ? Stream.of("%s ended as %s and told nobody".formatted(started.execution(), ended.get().status()))
                : Stream.empty();
    }

    /** By itself, or by the tag of its incident, which its name contains. */
    private static boolean isNamed(Evidence evidence, String instance) {
        return evidence.wasTold(instance) || evidence.events(Notified.class)
                .flatMap(told -> TAGGED.matcher(told.message()).results())
                .anyMatch(incident -> instance.contains(incident.group(1)));
    }

    private static Stream<String> unsaid(Evidence evidence, ResourceCreated created) {
        boolean deleted = evidence.events(ResourceDeleted.class)
                .anyMatch(gone -> gone.id().equals(created.id()) && gone.region().equals(created.region()));
        return deleted || evidence.servingInstances().contains(created.id()) || isNamed(evidence, created.id())
                ? Stream.empty()
                : Stream.of("instance %s in %s was left behind and no report names it".formatted(created.id(), created.region()));
    }
}
