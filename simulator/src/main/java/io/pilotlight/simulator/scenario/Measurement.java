package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.cloud.rds.RestoreBegun;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.RowCommitted;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import io.pilotlight.simulator.journal.JournalEvent.VisitCommitted;
import io.pilotlight.simulator.journal.JournalEvent.WorkDone;
import io.pilotlight.simulator.promise.Evidence;
import io.pilotlight.simulator.promise.Promise;
import io.pilotlight.simulator.scenario.Scenario.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.Matcher;
import java.util.Set;
import java.util.HashSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Reads from the world, once it has settled, how a run ended. */
final class Measurement {

    private final World world;
    private final Stack stack;
    private final Instant struckAt;
    private final ExposureReport exposure;
    private final SiteName activeSite;
    private final Map<Part, RestoreBegun> serving;
    private final Map<String, Set<Long>> listed;
    private final Map<Part, Set<Long>> inService;
    private final Map<Part, SortedSet<Long>> nowhere;

    Measurement(World world, Stack stack) {
        this.world = world;
        this.stack = stack;
        this.struckAt = world.struckAt();
        this.exposure = new ExposureReport(world);
        this.activeSite = world.state().activeSite();
        this.serving = new EnumMap<>(Part.class);
        this.listed = listed();
        this.inService = ofEachPart(this::readInService);
        this.nowhere = ofEachPart(this::findNowhere);
        world.parts().forEach(part -> recovered(part).flatMap(this::restoreOf).ifPresent(restore -> serving.put(part, restore)));
    }

    private <T> Map<Part, T> ofEachPart(Function<Part, T> figure) {
        return world.parts().stream().collect(Collectors.toMap(part -> part, figure, (one, _) -> one, () -> new EnumMap<>(Part.class)));
    }

    /** What served after the recovery: what serves now, or what the failover says where the application has moved on since. */
    private Optional<String> recovered(Part part) {
        return activeSite == SiteName.STANDBY
                ? Optional.of(world.servingInstance(activeSite, part))
                : world.journal().of(ExecutionEnded.class)
                        .filter(end -> said(end).equals(Outcome.RECOVERED.name()))
                        .flatMap(end -> end.output().path("databases").valueStream())
                        .filter(database -> database.path("name").asText().equals(part.database()))
                        .map(database -> database.path("instance").asText())
                        .findFirst();
    }

    RunResult of(Scenario scenario, long seed) {
        Instant recoveredAt = recoveredAt().orElse(world.now());
        return new RunResult(
                scenario.typedName(), seed, world.shape().typedName(), outcome().name(), scenario.expected().name(), activeSite.name(), struckAt,
                rto(), world.objectives().rto(), rpo(), world.objectives().rpo(), withoutWrites(),
                world.parts().stream().map(this::rows).toList(),
                exposure.measured(),
                exposure.recoveryPoints(),
                exposure.findings(),
                StepTimes.of(world.journal(), stack.tasks(), struckAt, recoveredAt),
                path(),
                notifications(),
                Promise.check(evidence()));
    }

    private static final Pattern PART = Pattern.compile("(.*/reconcile/.*)/[^/]+/part-\\d+\\.jsonl");

    private Outcome outcome() {
        Optional<Outcome> last = world.journal().of(ExecutionEnded.class).map(Measurement::said)
                .filter(said -> said.equals(Outcome.MOVED.name()) || said.equals(Outcome.RECOVERED.name()))
                .reduce((_, later) -> later).map(Outcome::valueOf);
        if (last.isPresent()) {
            return last.get();
        }
        List<ExecutionEnded> ended = world.journal().of(ExecutionEnded.class)
                .filter(end -> end.machine().equals(World.FAILOVER)).toList();
        if (ended.stream().anyMatch(end -> !end.status().equals("SUCCEEDED"))) {
            return Outcome.FAILED;
        }
        if (world.journal().of(ExecutionStarted.class).anyMatch(start -> start.machine().equals(World.FAILOVER))) {
            return Outcome.STOOD_DOWN;
        }
        return world.exposures().stream().allMatch(watch -> watch.now().compareTo(world.objectives().rpo()) <= 0)
                ? Outcome.PROTECTED : Outcome.EXPOSED;
    }

    private static String said(ExecutionEnded end) {
        return end.output() == null ? "" : end.output().path("outcome").asText();
    }

    private Optional<Instant> recoveredAt() {
        return world.journal().of(StateExited.class)
                .filter(exit -> exit.state().equals("NotifyRecovered"))
                .map(StateExited::at)
                .findFirst();
    }

    private Optional<Duration> rto() {
        if (recoveredAt().isEmpty() && outcome() == Outcome.MOVED) {
            return Optional.empty();
        }
        return world.journal().of(VisitCommitted.class)
                .filter(visit -> visit.region().equals(world.cloud().standby().name()) && !visit.at().isBefore(struckAt))
                .map(visit -> Duration.between(struckAt, visit.at()))
                .findFirst();
    }

    private List<RunResult.Share> path() {
        return rto().flatMap(rto -> lastToBeAvailable().map(restore ->
                new CriticalPath(world.journal(), world.cloud().standby().name(), world.standbySite().dnsName(), struckAt)
                        .until(struckAt.plus(rto), restore))).orElse(List.of());
    }

    /** The tasks wait for the database that is restored last. */
    private Optional<RestoreBegun> lastToBeAvailable() {
        Map<String, Instant> available = new HashMap<>();
        world.journal().of(WorkDone.class)
                .filter(done -> done.what().equals("available"))
                .forEach(done -> available.put(done.id(), done.at()));
        return serving.values().stream().max(Comparator.comparing(
                restore -> available.getOrDefault(restore.instanceIdentifier(), restore.at())));
    }

    /** Of the database that lost most. */
    private Optional<Duration> rpo() {
        return rto().isEmpty() ? Optional.empty() : serving.values().stream()
                .map(restore -> Duration.between(restore.takenAt(), struckAt))
                .max(Comparator.naturalOrder());
    }

    /** The longest time between two visits that were counted one after the other while the last move was made. */
    private Optional<Duration> withoutWrites() {
        return world.journal().of(ExecutionEnded.class)
                .filter(end -> said(end).equals(Outcome.MOVED.name()))
                .reduce((_, last) -> last)
                .map(end -> longestGap(began(end.execution()), end.at()));
    }

    private Instant began(String execution) {
        return world.journal().of(ExecutionStarted.class)
                .filter(start -> start.execution().equals(execution))
                .map(ExecutionStarted::at)
                .findFirst().orElseThrow();
    }

    private Duration longestGap(Instant from, Instant until) {
        Duration longest = Duration.ZERO;
        Instant before = null;
        for (VisitCommitted visit : world.journal().of(VisitCommitted.class).toList()) {
            boolean within = before != null && visit.at().isAfter(from) && before.isBefore(until);
            longest = within && Duration.between(before, visit.at()).compareTo(longest) > 0
                    ? Duration.between(before, visit.at()) : longest;
            before = visit.at();
        }
        return longest;
    }

    private RunResult.Rows rows(Part part) {
        List<Long> before = committed(part, row -> !row.at().isAfter(struckAt));
        RestoreBegun restore = serving.get(part);
        if (restore == null) {
            return new RunResult.Rows(part.database(), OptionalLong.of(before.size()), OptionalLong.empty(),
                    OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), account(part));
        }
        Set<Long> held = new HashSet<>(restore.rows().get());
        held.addAll(inService.get(part));
        return new RunResult.Rows(
                part.database(),
                OptionalLong.of(before.size()),
                OptionalLong.of(before.stream().filter(row -> row <= restore.lastVisit()).count()),
                OptionalLong.of(before.stream().filter(row -> row <= restore.lastVisit() && held.contains(row)).count()),
                OptionalLong.of(missing(before, held)),
                OptionalLong.of(missing(committed(part, row -> row.at().isAfter(struckAt)), held)),
                account(part));
    }

    private RunResult.Account account(Part part) {
        Set<Long> written = Set.copyOf(committed(part, _ -> true));
        long serving = written.stream().filter(inService.get(part)::contains).count();
        return new RunResult.Account(written.size(), serving, written.size() - serving - nowhere.get(part).size());
    }

    private SortedSet<Long> findNowhere(Part part) {
        SortedSet<Long> rows = new TreeSet<>(committed(part, _ -> true));
        rows.removeAll(inService.get(part));
        listed.forEach((place, only) -> {
            if (place.endsWith("/" + part.database())) {
                rows.removeAll(only);
            }
        });
        return rows;
    }

    /** What the database holds that serves at the end of the run. */
    private Set<Long> readInService(Part part) {
        RegionOfCloud region = activeSite == SiteName.PRIMARY ? world.cloud().primary() : world.cloud().standby();
        return region.rds().database(world.servingInstance(activeSite, part))
                .<Set<Long>>map(RunningDatabase::committedVisits).orElse(Set.of());
    }

    private List<Long> committed(Part part, Predicate<RowCommitted> when) {
        return world.journal().of(RowCommitted.class)
                .filter(row -> partOf(row.instanceIdentifier()).filter(part::equals).isPresent())
                .filter(when)
                .map(RowCommitted::row)
                .toList();
    }

    private static long missing(List<Long> committed, Set<Long> held) {
        return committed.stream().filter(row -> !held.contains(row)).count();
    }

    /** The longest of the names with which it begins is that of its part. */
    private Optional<Part> partOf(String instance) {
        return world.parts().stream()
                .filter(part -> instance.startsWith(part.instance()))
                .max(Comparator.comparing(part -> part.instance().length()));
    }

    private List<RunResult.Notification> notifications() {
        return world.journal().of(Notified.class)
                .filter(told -> !told.at().isBefore(world.livedUntil()))
                .map(told -> new RunResult.Notification(
                        Duration.between(struckAt, told.at()), told.subject(), told.message()))
                .toList();
    }

    private Optional<RestoreBegun> restoreOf(String instance) {
        return world.cloud().databases().restores().stream()
                .filter(restore -> restore.instanceIdentifier().equals(instance))
                .reduce((_, later) -> later);
    }

    private Evidence evidence() {
        return new Evidence(
                world.journal(),
                World.APPLICATION,
                new Evidence.Regions(world.cloud().primary().name(), world.cloud().standby().name(),
                        world.primarySite().dnsName(), world.standbySite().dnsName()),
                Stream.of(world.cloud().primary().name(), world.cloud().standby().name())
                        .collect(Collectors.toMap(region -> region, SiteSetup::keyArn)),
                world.cloud().databases().restores().stream()
                        .filter(restore -> !restore.caller().isEmpty())
                        .map(restore -> new Evidence.Restore(restore.at(), restore.instanceIdentifier(),
                                restore.snapshotId(), restore.newerUsable(), restore.lastVisit(), restore.rows().get()))
                        .toList(),
                world.cloud().databases().deletions(),
                exposure.evidence(),
                Stream.of(SiteName.values()).filter(world.state()::mayServe)
                        .flatMap(site -> world.parts().stream().map(part -> world.servingInstance(site, part)))
                        .collect(Collectors.toSet()),
                world.cloud().standby().rds().describeDBInstances().dbInstances().stream()
                        .map(DBInstance::dbInstanceIdentifier)
                        .collect(Collectors.toSet()),
                world.messages(),
                world.leaks(),
                world.outages().until(world.now()),
                world.darkness().until(world.now()),
                world.objectives().rto(),
                oldSite(),
                listed,
                world.parts().stream().collect(Collectors.toMap(Part::database, nowhere::get)),
                origins());
    }

    /** As whoever reads the lists finds them. */
    private Map<String, Set<Long>> listed() {
        Map<String, Set<Long>> listed = new HashMap<>();
        String bucket = Deployment.BACKUP_BUCKET;
        for (String key : world.cloud().objects().keys(bucket)) {
            Matcher part = PART.matcher(key);
            if (part.matches()) {
                String lines = new String(world.cloud().objects().versions(bucket, key).getLast().content(), StandardCharsets.UTF_8);
                lines.lines().map(StackDeployment::json)
                        .filter(line -> line.path("kind").asText().equals("ONLY_OLD_PRIMARY"))
                        .forEach(line -> listed.computeIfAbsent("s3://%s/%s".formatted(bucket, part.group(1)), _ -> new HashSet<>())
                                .add(line.at("/oldPrimary/id").asLong()));
            }
        }
        return listed;
    }

    private Map<String, Evidence.Origin> origins() {
        return Stream.concat(
                        world.parts().stream().map(Part::instance),
                        world.cloud().databases().restores().stream().map(RestoreBegun::instanceIdentifier))
                .distinct()
                .collect(Collectors.toMap(instance -> instance, instance -> partOf(instance)
                        .map(part -> new Evidence.Origin(part.database(), part.service())).orElseThrow()));
    }

    private Evidence.OldSite oldSite() {
        int wanted = world.cloud().primary().ecs()
                .describeServices(request -> request
                        .cluster(SiteSetup.CLUSTER).services(world.parts().stream().map(Part::service).toList()))
                .services().stream().mapToInt(Service::desiredCount).sum();
        // A run settles only twenty minutes after the scenario's last action, such as the Region's return.
        boolean answering = !world.cloud().context().faults().isDark(world.cloud().primary().name());
        return new Evidence.OldSite(activeSite == SiteName.STANDBY, answering, wanted);
    }
}
