package io.pilotlight.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.recoverypoint.SnapshotTags;
import io.pilotlight.simulator.journal.JournalEvent.FunctionInvoked;
import io.pilotlight.simulator.promise.Evidence;
import io.pilotlight.simulator.scenario.ExcusedTimes.Excuse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What became of the backups of a run that is over. */
final class ExposureReport {

    private final World world;
    private final List<Excuse> excused;

    ExposureReport(World world) {
        this.world = world;
        this.excused = ExcusedTimes.of(world, world.now());
    }

    RunResult.Exposure measured() {
        List<RunResult.Sample> samples = greatestOfAll();
        return new RunResult.Exposure(
                greatest(samples.stream()
                        .filter(sample -> excused.stream().noneMatch(excuse -> excuse.covers(sample.at())))),
                greatest(samples.stream().dropWhile(this::isBeforeFirstLanding)),
                samples,
                world.faults().faults().stream()
                        .map(fault -> new RunResult.Fault(
                                fault.what(), fault.from(), fault.until().orElse(world.now())))
                        .toList());
    }

    /** Every database is looked at in the same instants. */
    private List<RunResult.Sample> greatestOfAll() {
        List<RunResult.Sample> greatest = new ArrayList<>(world.exposure().samples());
        world.exposures().forEach(watch -> {
            List<RunResult.Sample> samples = watch.samples();
            for (int look = 0; look < samples.size(); look++) {
                RunResult.Sample sample = samples.get(look);
                if (sample.age().compareTo(greatest.get(look).age()) > 0) {
                    greatest.set(look, sample);
                }
            }
        });
        return greatest;
    }

    List<Evidence.Exposure> evidence() {
        return world.exposures().stream()
                .map(watch -> new Evidence.Exposure(
                        "ExposureAlarm",
                        watch.samples().stream()
                                .map(sample -> new Evidence.Exposure.Sample(sample.at(), sample.age()))
                                .toList(),
                        world.objectives().rpo(),
                        excused.stream().map(excuse -> new Evidence.Window(excuse.from(), excuse.until())).toList()))
                .toList();
    }

    List<RunResult.RecoveryPoint> recoveryPoints() {
        return Stream.of(world.cloud().primary(), world.cloud().standby())
                .flatMap(region -> CompleteCopies.in(region).map(copy -> recoveryPoint(region.name(), copy)))
                .sorted(Comparator.comparing(RunResult.RecoveryPoint::takenAt))
                .toList();
    }

    /** As they were reported. */
    List<RunResult.Finding> findings() {
        return world.journal().of(FunctionInvoked.class)
                .filter(call -> call.function().equals("ReportFindingsFunction") && call.error().isEmpty())
                .flatMap(call -> StreamSupport.stream(call.output().path("findings").spliterator(), false)
                        .map(finding -> finding(call.at(), finding)))
                .toList();
    }

    private boolean isBeforeFirstLanding(RunResult.Sample sample) {
        return sample.age().equals(Duration.between(world.exposure().begun(), sample.at()));
    }

    private static Optional<Duration> greatest(Stream<RunResult.Sample> samples) {
        return samples.map(RunResult.Sample::age).max(Comparator.naturalOrder());
    }

    private static RunResult.RecoveryPoint recoveryPoint(String region, DBSnapshot copy) {
        boolean verified = copy.tagList().stream()
                .anyMatch(tag -> tag.key().equals(SnapshotTags.VERIFIED) && tag.value().equals("true"));
        return new RunResult.RecoveryPoint(region, copy.dbSnapshotIdentifier(),
                copy.originalSnapshotCreateTime(), copy.snapshotCreateTime(), verified);
    }

    private static RunResult.Finding finding(Instant at, JsonNode finding) {
        return new RunResult.Finding(at, finding.path("check").asText(), finding.path("severity").asText(),
                finding.path("subject").asText(), finding.path("problem").asText(), finding.path("remedy").asText());
    }
}
