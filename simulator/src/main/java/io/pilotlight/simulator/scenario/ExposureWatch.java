package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.SiteName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Measures the exposure of a database itself, once a minute and without asking any function: how old the newest data of the active
 * instance, or of one that it was restored of, is that has arrived whole in the other Region. That is its newest complete
 * copy there; before the first copy
 * nothing; and after a failover, until a copy of the new instance lands, what the recovery began from, which the Region
 * of the old site still holds.
 */
final class ExposureWatch {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final World world;
    private final Part part;
    private final Instant begun;
    private final List<RunResult.Sample> samples = new ArrayList<>();
    private final List<Instant> turns = new ArrayList<>();
    private final Set<String> instances = new HashSet<>();
    private SiteName active = SiteName.PRIMARY;
    private Instant withoutCopy;

    ExposureWatch(World world, Part part) {
        this.world = world;
        this.part = part;
        this.begun = world.now();
        this.withoutCopy = begun;
    }

    void begin() {
        world.cloud().context().timeline().every(INTERVAL, this::look);
    }

    /** Returns the exposure at this instant. */
    Duration now() {
        return Duration.between(newest(), world.now());
    }

    /** Returns when the application was begun. */
    Instant begun() {
        return begun;
    }

    /** Returns what was measured, a sample a minute. */
    List<RunResult.Sample> samples() {
        return List.copyOf(samples);
    }

    /** Returns when another site was first seen to be active. */
    List<Instant> turns() {
        return List.copyOf(turns);
    }

    private void look() {
        SiteName recorded = world.state().activeSite();
        if (recorded != active) {
            withoutCopy = newest();
            active = recorded;
            instances.clear();
            turns.add(world.now());
            world.faults().failedOver(world.now());
        }
        samples.add(new RunResult.Sample(world.now(), now()));
    }

    private Instant newest() {
        return newestCopy().orElse(withoutCopy);
    }

    private Optional<Instant> newestCopy() {
        RegionOfCloud source = world.region(active);
        instances.add(world.servingInstance(active, part));
        return CompleteCopies.in(world.region(active.other()))
                .filter(copy -> copy.sourceRegion().equals(source.name()))
                .filter(copy -> instances.contains(copy.dbInstanceIdentifier()))
                .max(CompleteCopies.BY_AGE)
                .map(DBSnapshot::originalSnapshotCreateTime);
    }
}
