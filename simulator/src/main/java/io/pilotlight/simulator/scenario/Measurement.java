package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.cloud.rds.RestoreBegun;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionEnded;
import io.pilotlight.simulator.journal.JournalEvent.ExecutionStarted;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.StateExited;
import io.pilotlight.simulator.journal.JournalEvent.VisitCommitted;
import io.pilotlight.simulator.promise.Evidence;
import io.pilotlight.simulator.promise.Promise;
import io.pilotlight.simulator.scenario.Scenario.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Reads from the world, once it has settled, how a run ended. */
final class Measurement {

    private final World world;
    private final Stack stack;
    private final Instant struckAt;
    private final ExposureReport exposure;
    private final SiteName activeSite;
    private final Optional<RestoreBegun> serving;

    Measurement(World world, Stack stack) {
        this.world = world;
        this.stack = stack;
        this.struckAt = world.struckAt();
        this.exposure = new ExposureReport(world);
        this.activeSite = world.state().activeSite();
        this.serving = activeSite == SiteName.STANDBY ? restoreOf(world.servingInstance(activeSite)) : Optional.empty();
    }

    RunResult of(Scenario scenario, long seed) {
        Instant recoveredAt = recoveredAt().orElse(world.now());
        Optional<SortedSet<Long>> rows = serving.map(restore -> restore.rows().get());
        return new RunResult(
                scenario.typedName(), seed, outcome().name(), scenario.expected().name(), activeSite.name(), struckAt,
                rto(), world.objectives().rto(), rpo(), world.objectives().rpo(),
                OptionalLong.of(committedBefore().count()),
                serving.map(this::rowsAtRecoveryPoint).orElse(OptionalLong.empty()),
                serving.map(restore -> OptionalLong.of(rows.orElseThrow().headSet(restore.lastVisit() + 1).size()))
                        .orElse(OptionalLong.empty()),
                rows.map(held -> OptionalLong.of(missing(committedBefore(), held))).orElse(OptionalLong.empty()),
                rows.map(held -> OptionalLong.of(missing(committedSince(), held))).orElse(OptionalLong.empty()),
                exposure.measured(),
                exposure.recoveryPoints(),
                exposure.findings(),
                StepTimes.of(world.journal(), stack.tasks(), struckAt, recoveredAt),
                path(),
                notifications(),
                Promise.check(evidence()));
    }

    private Outcome outcome() {
        List<ExecutionEnded> ended = world.journal().of(ExecutionEnded.class)
                .filter(end -> end.machine().equals(World.FAILOVER)).toList();
        if (ended.stream().anyMatch(end -> said(end).equals(Outcome.RECOVERED.name()))) {
            return Outcome.RECOVERED;
        }
        if (ended.stream().anyMatch(end -> !end.status().equals("SUCCEEDED"))) {
            return Outcome.FAILED;
        }
        if (world.journal().of(ExecutionStarted.class).anyMatch(start -> start.machine().equals(World.FAILOVER))) {
            return Outcome.STOOD_DOWN;
        }
        return world.exposure().now().compareTo(world.objectives().rpo()) <= 0 ? Outcome.PROTECTED : Outcome.EXPOSED;
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
        return world.journal().of(VisitCommitted.class)
                .filter(visit -> visit.region().equals(world.cloud().standby().name()))
                .map(visit -> Duration.between(struckAt, visit.at()))
                .findFirst();
    }

    private List<RunResult.Share> path() {
        return rto().flatMap(rto -> serving.map(restore ->
                new CriticalPath(world.journal(), world.cloud().standby().name(), world.standbySite().dnsName(), struckAt)
                        .until(struckAt.plus(rto), restore))).orElse(List.of());
    }

    private Optional<Duration> rpo() {
        return serving.map(restore -> Duration.between(takenAt(restore), struckAt));
    }

    private Instant takenAt(RestoreBegun restore) {
        return world.cloud().standby().rds()
                .describeDBSnapshots(request -> request.dbSnapshotIdentifier(restore.snapshotId()))
                .dbSnapshots().getFirst().originalSnapshotCreateTime();
    }

    private Stream<Long> committedBefore() {
        return world.journal().of(VisitCommitted.class)
                .filter(visit -> !visit.at().isAfter(struckAt))
                .map(VisitCommitted::visit);
    }

    private Stream<Long> committedSince() {
        return world.journal().of(VisitCommitted.class)
                .filter(visit -> visit.at().isAfter(struckAt))
                .map(VisitCommitted::visit);
    }

    private static long missing(Stream<Long> committed, SortedSet<Long> held) {
        return committed.filter(visit -> !held.contains(visit)).count();
    }

    private OptionalLong rowsAtRecoveryPoint(RestoreBegun restore) {
        return OptionalLong.of(committedBefore().filter(visit -> visit <= restore.lastVisit()).count());
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
                world.cloud().databases().restores().stream()
                        .map(restore -> new Evidence.Restore(restore.at(), restore.instanceIdentifier(),
                                restore.snapshotId(), restore.newerUsable(), restore.lastVisit(), restore.rows().get()))
                        .toList(),
                world.cloud().databases().deletions(),
                exposure.evidence(),
                Set.of(world.servingInstance(activeSite)),
                world.cloud().standby().rds().describeDBInstances().dbInstances().stream()
                        .map(DBInstance::dbInstanceIdentifier)
                        .collect(Collectors.toSet()),
                world.messages(),
                world.leaks(),
                world.outages().until(world.now()),
                world.darkness().until(world.now()),
                world.objectives().rto(),
                oldSite());
    }

    private Evidence.OldSite oldSite() {
        int wanted = world.cloud().primary().ecs()
                .describeServices(request -> request.cluster(SiteSetup.CLUSTER).services(SiteSetup.SERVICE))
                .services().getFirst().desiredCount();
        // A run settles only twenty minutes after the scenario's last action, such as the Region's return.
        boolean answering = !world.cloud().context().faults().isDark(world.cloud().primary().name());
        return new Evidence.OldSite(activeSite == SiteName.STANDBY, answering, wanted);
    }
}
