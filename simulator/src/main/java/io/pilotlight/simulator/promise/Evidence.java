package io.pilotlight.simulator.promise;

import io.pilotlight.simulator.cloud.rds.SnapshotDeleted;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a promise is judged by: the journal, and what the world itself knows without asking the functions.
 *
 * @param application the name of the application in the plan
 * @param keys the key that the plan names for the recovery points of each Region
 * @param restores every restore that RDS began, with what it could have been begun from
 * @param deletions every manual snapshot that was deleted, with what mattered then
 * @param exposures how the exposure of each database went
 * @param servingInstances the DB instances that the application uses at the end, at each site that visitors may be served from
 * @param instances the DB instances of the standby site's Region that stand at the end
 * @param messages what people were told, each with what served when it was sent
 * @param leaks what has looked for passwords from the beginning
 * @param outages when the primary could not have served its visitors, whatever was done to it
 * @param darkness when the APIs of the primary's Region did not answer
 * @param rto within which the plan wants visitors to be served again
 * @param oldSite how the site that lost the traffic stands at the end
 * @param listed the rows that are listed as the old primary's alone, by the place of the list: bucket, prefix and database
 * @param nowhere the rows that were committed and are at the end neither in the database that serves nor listed, by database
 * @param origins of which database each DB instance is, and which service writes to it; of one that is not there, nobody
 *     knows, and there is only one database
 */
public record Evidence(
        Journal journal,
        String application,
        Regions regions,
        Map<String, String> keys,
        List<Restore> restores,
        List<SnapshotDeleted> deletions,
        List<Exposure> exposures,
        Set<String> servingInstances,
        Set<String> instances,
        List<Message> messages,
        Leaks leaks,
        List<Window> outages,
        List<Window> darkness,
        Duration rto,
        OldSite oldSite,
        Map<String, Set<Long>> listed,
        Map<String, SortedSet<Long>> nowhere,
        Map<String, Origin> origins) {

    private static final Pattern INCIDENT = Pattern.compile("-(\\d{8}t\\d{6})-");
    private static final Pattern CUT_OFF = Pattern.compile("an execution ended as (ABORTED|TIMED_OUT)");

    public Evidence {
        keys = Map.copyOf(keys);
        exposures = List.copyOf(exposures);
        listed = Map.copyOf(listed);
        nowhere = Map.copyOf(nowhere);
        origins = Map.copyOf(origins);
        outages = List.copyOf(outages);
        darkness = List.copyOf(darkness);
    }

    /** The two Regions and their load balancers. */
    public record Regions(
            String primary, String standby, String primaryLoadBalancerDnsName, String standbyLoadBalancerDnsName) {}

    /** A database of the plan, and the service that writes to it. */
    public record Origin(String database, String service) {

        private static final Origin THE_ONLY_ONE = new Origin("", "");

        /** Tells whether a service may be the one that writes to it. */
        boolean isWrittenBy(String other) {
            return service.isEmpty() || service.equals(other);
        }
    }

    /**
     * A restore that RDS began.
     *
     * @param newerUsable the snapshots of the same database that were newer and complete at that instant, and since when
     * @param lastVisit the highest visit number in the snapshot
     * @param rows the visits in the instance's database at the end
     */
    public record Restore(
            Instant at,
            String instanceIdentifier,
            String snapshotId,
            Map<String, Instant> newerUsable,
            long lastVisit,
            SortedSet<Long> rows) {}

    /** From an instant until another one, which is not in it any more. */
    public record Window(Instant from, Instant until) {

        boolean covers(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(until);
        }

        Duration length() {
            return Duration.between(from, until);
        }

        /** Returns for how long both last. */
        Duration overlap(Window other) {
            Instant begin = from.isAfter(other.from) ? from : other.from;
            Instant end = until.isBefore(other.until) ? until : other.until;
            return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
        }
    }

    /** A message to people, and what served when it was sent. */
    public record Message(Instant at, String subject, String text, Advice.Serving serving) {}

    /**
     * How the age of the newest usable recovery point went, measured by the world itself.
     *
     * @param alarm the alarm that tells people of it
     * @param samples in the order of time; empty where nobody measured
     * @param excused when faults that the scenario injects keep the exposure from staying within the objective
     */
    public record Exposure(String alarm, List<Sample> samples, Duration rpo, List<Window> excused) {

        /** The exposure at an instant. */
        public record Sample(Instant at, Duration exposure) {}

        public Exposure {
            samples = List.copyOf(samples);
            excused = List.copyOf(excused);
        }

        /** Returns the exposure of a run in which nobody measured it. */
        public static Exposure unmeasured(Duration rpo) {
            return new Exposure("", List.of(), rpo, List.of());
        }
    }

    /**
     * How the site that lost the traffic stands at the end.
     *
     * @param lost whether it lost the traffic
     * @param answering whether its Region has answered for at least twenty minutes
     * @param wantedTasks how many tasks its services still want
     */
    public record OldSite(boolean lost, boolean answering, int wantedTasks) {}

    <E extends JournalEvent> Stream<E> events(Class<E> kind) {
        return journal.of(kind);
    }

    /** Returns the rows that were committed, of whichever database. */
    Stream<JournalEvent.RowCommitted> rows() {
        return journal.of(JournalEvent.RowCommitted.class);
    }

    /**
     * A planned move that was made, by one run or several.
     *
     * @param firstStart when the first of them was started
     * @param at when the last of them ended
     * @param restores what serves from then on, of each database the last one: of a run that only went on with the switch,
     *     what the runs before it restored under the same incident
     */
    record Move(Instant firstStart, Instant at, List<Restore> restores) {

        Set<String> instances() {
            return restores.stream().map(Restore::instanceIdentifier).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Returns the planned moves that were made, the oldest first. */
    Stream<Move> moves() {
        List<Move> moves = new ArrayList<>();
        events(JournalEvent.ExecutionEnded.class)
                .filter(ended -> ended.output() != null && ended.output().path("outcome").asText().equals("MOVED"))
                .forEach(ended -> {
                    Instant before = moves.isEmpty() ? Instant.MIN : moves.getLast().at();
                    moves.add(new Move(
                            moveStarts().filter(start -> !start.isBefore(before)).findFirst().orElseThrow(),
                            ended.at(),
                            restoresOf(ended.output().path("incident").asText(), ended.at())));
                });
        return moves.stream();
    }

    private List<Restore> restoresOf(String incident, Instant until) {
        Map<Origin, Restore> last = new LinkedHashMap<>();
        restores.stream()
                .filter(restore -> restore.instanceIdentifier().contains("-" + incident + "-") && restore.at().isBefore(until))
                .forEach(restore -> last.put(origin(restore.instanceIdentifier()), restore));
        return List.copyOf(last.values());
    }

    /** Returns when runs of planned moves were started. */
    Stream<Instant> moveStarts() {
        return events(JournalEvent.ExecutionStarted.class)
                .filter(start -> start.machine().equals("FailbackStateMachine"))
                .map(JournalEvent.ExecutionStarted::at);
    }

    /** Returns of which database a DB instance is. */
    Origin origin(String instanceIdentifier) {
        return origins.getOrDefault(instanceIdentifier, Origin.THE_ONLY_ONE);
    }

    /** Tells whether a row was committed in the database of that instance, at whichever site. */
    boolean isOfDatabase(JournalEvent.RowCommitted row, String instanceIdentifier) {
        return origin(row.instanceIdentifier()).equals(origin(instanceIdentifier));
    }

    /** Returns whether people were told of something. */
    boolean wasTold(String text) {
        return events(JournalEvent.Notified.class)
                .anyMatch(told -> told.message().contains(text) || told.subject().contains(text));
    }

    /**
     * Returns whether people were told of a restored DB instance: by its name, by its incident's tag, or, of a run that was
     * cut off and can say nothing more, by the application's tag.
     */
    boolean wasToldOfInstance(String instance) {
        Matcher incident = INCIDENT.matcher(instance);
        return wasTold(instance)
                || incident.find() && wasTold("tag pilot-light:incident is " + incident.group(1))
                || events(JournalEvent.Notified.class).anyMatch(told ->
                        CUT_OFF.matcher(told.message()).find() && told.message().contains("whose tag pilot-light:application is"));
    }
}
