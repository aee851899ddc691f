package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.rds.RestoreBegun;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.AnswerChanged;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.journal.JournalEvent.WorkDone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Divides the time from the outage to the first visit that is served again: what AWS takes, from the call that asks to the
 * moment at which it is done; and of the time in which AWS has nothing to do what deciding takes, until the first failed
 * probe, and while no activation goes on that probes the primary, asks others of it or tries to fence it; the rest is ours. Work
 * that goes on beside earlier work counts only from its end on.
 */
final class CriticalPath {

    /** Something that AWS does, or that is decided. */
    private record Work(String name, Instant from, Instant to) {}

    private final Journal journal;
    private final String region;
    private final String loadBalancer;
    private final Instant struckAt;

    /**
     * @param region the Region that recovers
     * @param loadBalancer the name of its load balancer
     */
    CriticalPath(Journal journal, String region, String loadBalancer, Instant struckAt) {
        this.journal = journal;
        this.region = region;
        this.loadBalancer = loadBalancer;
        this.struckAt = struckAt;
    }

    /** Returns the shares in the order in which AWS was asked; together they last until the given instant. */
    List<RunResult.Share> until(Instant served, RestoreBegun restore) {
        Optional<Instant> switched = first(FunctionInvoked.class, CriticalPath::asksForTraffic);
        Optional<Instant> answered = switched.flatMap(asked -> first(AnswerChanged.class, change ->
                change.loadBalancerDnsName().equals(loadBalancer) && !change.at().isBefore(asked)));
        List<Work> works = Stream.of(
                work("Alarm", first(FunctionInvoked.class, CriticalPath::isFailedProbe),
                        first(ExecutionStarted.class, started -> started.machine().equals("FailoverStateMachine"))),
                work("Restore", Optional.of(restore.at()), done("available", restore.instanceIdentifier())),
                work("Password", first(FunctionInvoked.class, call -> isPasswordAskedFor(call, restore.instanceIdentifier())),
                        done("password", restore.instanceIdentifier())),
                work("Tasks", last(FunctionInvoked.class, CriticalPath::asksForTasks, switched.orElse(served)),
                        last(WorkDone.class, done -> done.what().equals("healthy") && done.region().equals(region),
                                switched.orElse(served))),
                work("Traffic", switched, answered),
                work("TTL", answered, Optional.of(served)))
                .flatMap(Optional::stream).sorted(Comparator.comparing(Work::from)).toList();
        return shares(works, decisions(switched.orElse(served)), served);
    }

    /** In the order of their beginnings. */
    private List<Work> decisions(Instant until) {
        List<Work> fences = decisions("Fence", this::isFence, until);
        return Stream.of(
                work("Detection", Optional.of(struckAt), first(FunctionInvoked.class, CriticalPath::isFailedProbe)).stream(),
                decisions("Round", CriticalPath::isRound, until).stream(),
                // What waits between two looks waits for the old site's tasks.
                fences.stream().limit(1).map(first -> new Work("Fence", first.from(), fences.getLast().to())))
                .flatMap(spans -> spans).sorted(Comparator.comparing(Work::from)).toList();
    }

    private List<Work> decisions(String name, Predicate<FunctionInvoked> wanted, Instant until) {
        return journal.of(FunctionInvoked.class)
                .filter(call -> !call.at().isBefore(struckAt) && !call.at().isAfter(until)).filter(wanted)
                .map(call -> new Work(name, call.at().minus(call.duration()).plus(call.start()), call.at()))
                .flatMap(decision -> afterActivations(decision).stream()).toList();
    }

    /** What is decided beside an activation takes no time of its own: only what is left of it when that has ended. */
    private Optional<Work> afterActivations(Work decision) {
        Instant from = decision.from();
        for (ExecutionStarted activation : journal.of(ExecutionStarted.class).filter(CriticalPath::isActivation).toList()) {
            Instant ended = journal.of(ExecutionEnded.class).filter(end -> end.execution().equals(activation.execution()))
                    .findFirst().map(JournalEvent::at).orElse(Instant.MAX);
            if (activation.at().isBefore(decision.to()) && ended.isAfter(from)) {
                from = ended;
            }
        }
        return from.isBefore(decision.to()) ? Optional.of(new Work(decision.name(), from, decision.to())) : Optional.empty();
    }

    private static Duration decided(List<Work> decisions, Instant from, Instant to) {
        Duration decided = Duration.ZERO;
        Instant reached = from;
        for (Work decision : decisions) {
            Instant begun = later(decision.from(), reached);
            Instant done = earlier(decision.to(), to);
            if (begun.isBefore(done)) {
                decided = decided.plus(Duration.between(begun, done));
                reached = done;
            }
        }
        return decided;
    }

    private List<RunResult.Share> shares(List<Work> works, List<Work> decisions, Instant served) {
        List<RunResult.Share> shares = new ArrayList<>();
        Instant reached = struckAt;
        for (Work work : works) {
            boolean isBeside = !work.to().isAfter(reached);
            Instant from = isBeside ? reached : earlier(later(work.from(), reached), served);
            Instant to = isBeside ? reached : earlier(later(work.to(), from), served);
            Duration decided = decided(decisions, reached, from);
            shares.add(new RunResult.Share(
                    work.name(), decided, Duration.between(reached, from).minus(decided), Duration.between(from, to)));
            reached = to;
        }
        if (reached.isBefore(served)) {
            shares.add(new RunResult.Share("Rest", Duration.ZERO, Duration.between(reached, served), Duration.ZERO));
        }
        return shares;
    }

    private static Optional<Work> work(String name, Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(asked -> to.map(done -> new Work(name, asked, done)));
    }

    private Optional<Instant> done(String what, String id) {
        return first(WorkDone.class, done -> done.what().equals(what) && done.id().equals(id));
    }

    private <T extends JournalEvent> Optional<Instant> first(Class<T> kind, Predicate<T> wanted) {
        return since(kind, wanted).findFirst();
    }

    private <T extends JournalEvent> Optional<Instant> last(Class<T> kind, Predicate<T> wanted, Instant until) {
        return since(kind, wanted).filter(at -> !at.isAfter(until)).reduce((_, later) -> later);
    }

    private <T extends JournalEvent> Stream<Instant> since(Class<T> kind, Predicate<T> wanted) {
        return journal.of(kind).filter(event -> !event.at().isBefore(struckAt)).filter(wanted).map(JournalEvent::at);
    }

    private static boolean isFailedProbe(FunctionInvoked call) {
        return call.function().equals("CheckHealthFunction") && call.input().path("publish").asBoolean()
                && says(call, "health", "UNHEALTHY");
    }

    private static boolean isActivation(ExecutionStarted started) {
        return started.machine().equals("ActivateStateMachine");
    }

    private static boolean isRound(FunctionInvoked call) {
        return call.function().equals("AskOthersFunction")
                || call.function().equals("CheckHealthFunction") && !call.input().path("publish").asBoolean();
    }

    private boolean isFence(FunctionInvoked call) {
        return call.function().equals("FenceSiteFunction") && !call.input().path("region").asText().equals(region);
    }

    private static boolean isPasswordAskedFor(FunctionInvoked call, String instance) {
        return call.function().equals("SetPasswordFunction")
                && call.input().path("instanceIdentifier").asText().equals(instance)
                && call.output() != null && !call.output().path("requestedVersion").asText().isEmpty();
    }

    private static boolean asksForTraffic(FunctionInvoked call) {
        return call.function().equals("SwitchTrafficFunction")
                && (says(call, "status", "DONE") || call.output() != null && !call.output().path("changeIds").isEmpty());
    }

    /** The call that asks has found less. */
    private static boolean asksForTasks(FunctionInvoked call) {
        return call.function().equals("ScaleServiceFunction") && call.output() != null
                && call.output().path("desiredCount").asInt() < call.input().at("/site/desiredCount").asInt();
    }

    private static boolean says(FunctionInvoked call, String field, String value) {
        return call.output() != null && call.output().path(field).asText().equals(value);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
