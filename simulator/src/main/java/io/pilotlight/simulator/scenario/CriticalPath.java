package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.cloud.rds.RestoreBegun;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.AlarmChanged;
import io.pilotlight.simulator.journal.JournalEvent.AnswerChanged;
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
 * moment at which it is done, and what is ours, the time in which AWS has nothing to do. Work that goes on beside earlier
 * work counts only from its end on.
 */
final class CriticalPath {

    /** Something that AWS does. */
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
                work("Alarm", first(FunctionInvoked.class, CriticalPath::isFailedProbe), first(AlarmChanged.class,
                        alarm -> alarm.alarm().equals("PrimaryUnhealthyAlarm") && alarm.to().equals("ALARM"))),
                work("Restore", Optional.of(restore.at()), done("available", restore.instanceIdentifier())),
                work("Password", first(FunctionInvoked.class, call -> isPasswordAskedFor(call, restore.instanceIdentifier())),
                        done("password", restore.instanceIdentifier())),
                work("Tasks", last(FunctionInvoked.class, CriticalPath::asksForTasks, switched.orElse(served)),
                        last(WorkDone.class, done -> done.what().equals("healthy") && done.region().equals(region),
                                switched.orElse(served))),
                work("Traffic", switched, answered),
                work("TTL", answered, Optional.of(served)))
                .flatMap(Optional::stream).sorted(Comparator.comparing(Work::from)).toList();
        return shares(works, served);
    }

    private List<RunResult.Share> shares(List<Work> works, Instant served) {
        List<RunResult.Share> shares = new ArrayList<>();
        Instant reached = struckAt;
        for (Work work : works) {
            boolean isBeside = !work.to().isAfter(reached);
            Instant from = isBeside ? reached : earlier(later(work.from(), reached), served);
            Instant to = isBeside ? reached : earlier(later(work.to(), from), served);
            shares.add(new RunResult.Share(work.name(), Duration.between(reached, from), Duration.between(from, to)));
            reached = to;
        }
        if (reached.isBefore(served)) {
            shares.add(new RunResult.Share("Rest", Duration.between(reached, served), Duration.ZERO));
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
