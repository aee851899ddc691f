package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.ResourceCreated;
import io.pilotlight.simulator.journal.JournalEvent.ResourceDeleted;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every execution ends, people hear of each failover from itself, or afterwards of one that was cut off; no instance is
 * left unsaid, and none of a restore test is left at all, or was ever the application's.
 */
final class EveryRunEnds implements Promise {

    private static final String FAILOVER = "FailoverStateMachine";
    private static final Set<String> CUT_OFF = Set.of("ABORTED", "TIMED_OUT");

    @Override
    public String sentence() {
        return "Every run ends: done, refused or failed, with people told, and nothing left behind that costs money unsaid.";
    }

    @Override
    public Stream<String> broken(Evidence evidence) {
        Map<String, ExecutionEnded> ends = evidence.events(ExecutionEnded.class)
                .collect(Collectors.toMap(ExecutionEnded::execution, end -> end, (first, _) -> first));
        return Stream.of(
                        evidence.events(ExecutionStarted.class).flatMap(started ->
                                unfinished(evidence, started, Optional.ofNullable(ends.get(started.execution())))),
                        instances(evidence)
                                .filter(created -> created.region().equals(evidence.regions().standby()))
                                .filter(created -> !RestoreTests.isOne(created.id()))
                                .flatMap(created -> unsaid(evidence, created)),
                        instances(evidence)
                                .filter(created -> RestoreTests.isOne(created.id()))
                                .flatMap(created -> notOnlyATest(evidence, created)))
                .flatMap(wrongs -> wrongs);
    }

    private static Stream<ResourceCreated> instances(Evidence evidence) {
        return evidence.events(ResourceCreated.class).filter(created -> created.type().equals("AWS::RDS::DBInstance"));
    }

    /** A report that names it does not excuse it: it costs money every week. */
    private static Stream<String> notOnlyATest(Evidence evidence, ResourceCreated test) {
        Stream.Builder<String> wrongs = Stream.builder();
        if (!isGone(evidence, test)) {
            wrongs.add("instance %s in %s of a restore test was left behind".formatted(test.id(), test.region()));
        }
        boolean hadVisits = evidence.rows()
                .anyMatch(row -> row.instanceIdentifier().equals(test.id()));
        if (hadVisits || evidence.servingInstances().contains(test.id())) {
            wrongs.add("instance %s in %s of a restore test was the application's".formatted(test.id(), test.region()));
        }
        return wrongs.build();
    }

    private static boolean isGone(Evidence evidence, ResourceCreated created) {
        return evidence.events(ResourceDeleted.class).anyMatch(gone -> gone.id().equals(created.id())
                && gone.region().equals(created.region()) && !gone.at().isBefore(created.at()));
    }

    private static Stream<String> unfinished(Evidence evidence, ExecutionStarted started, Optional<ExecutionEnded> ended) {
        if (ended.isEmpty()) {
            return Stream.of("%s has not ended".formatted(started.execution()));
        }
        if (!started.machine().equals(FAILOVER)) {
            return Stream.empty();
        }
        if (isSaidBefore(started, ended.get())) {
            return Stream.empty();
        }
        boolean told = evidence.events(Notified.class).anyMatch(CUT_OFF.contains(ended.get().status())
                ? notified -> notified.message().contains(started.execution()) && !notified.at().isBefore(ended.get().at())
                : notified -> notified.subject().startsWith("[Pilot Light]")
                        && !notified.at().isBefore(started.at()) && !notified.at().isAfter(ended.get().at()));
        return told
                ? Stream.empty()
                : Stream.of("%s ended as %s and told nobody".formatted(started.execution(), ended.get().status()));
    }

    /** Of an alarm that lasts people were told when it came: a run that is started again for it may stand down in silence. */
    private static boolean isSaidBefore(ExecutionStarted started, ExecutionEnded ended) {
        return started.input().has("again") && ended.output() != null
                && ended.output().path("outcome").asText().equals("STOOD_DOWN");
    }

    private static Stream<String> unsaid(Evidence evidence, ResourceCreated created) {
        return isGone(evidence, created) || evidence.servingInstances().contains(created.id()) || evidence.wasToldOfInstance(created.id())
                ? Stream.empty()
                : Stream.of("instance %s in %s was left behind and no report names it".formatted(created.id(), created.region()));
    }
}
