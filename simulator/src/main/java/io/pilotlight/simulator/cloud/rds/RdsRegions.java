package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.aws.Regional;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.RunningDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** RDS in every Region; the Regions see each other only when a snapshot is copied from one to another. */
public final class RdsRegions implements Regional<SimulatedRds> {

    private final CloudContext context;
    private final DatabaseEngine engine;
    private final Map<String, SimulatedRds> regions = new TreeMap<>();
    private final List<RestoreBegun> restores = new ArrayList<>();
    private final List<SnapshotDeleted> deletions = new ArrayList<>();

    public RdsRegions(CloudContext context, DatabaseEngine engine) {
        this.context = context;
        this.engine = engine;
        context.faults().onRegionChange(region -> {
            if (context.faults().isDark(region)) {
                interruptCopies(source -> RdsResource.parse(source).region().equals(region));
            }
        });
    }

    /** Returns RDS of a Region, empty when it is first asked for. */
    @Override
    public SimulatedRds in(String region) {
        return regions.computeIfAbsent(region, name -> new SimulatedRds(name, context, engine, this));
    }

    /**
     * Finds the database behind an endpoint's host name, in whichever Region.
     *
     * @throws DatabaseUnavailable where no database runs there
     */
    public RunningDatabase at(String endpointHost) {
        return regions.values().stream()
                .flatMap(rds -> rds.find(endpointHost).stream())
                .findFirst()
                .orElseThrow(() -> new DatabaseUnavailable("no database answers at " + endpointHost));
    }

    /** Returns what RDS says of the instance behind an endpoint's host name; empty where no database runs there. */
    public Optional<DBInstance> describe(String endpointHost) {
        return regions.values().stream().flatMap(rds -> rds.describe(endpointHost).stream()).findFirst();
    }

    /** Returns every restore that RDS began in any Region, oldest first. */
    public List<RestoreBegun> restores() {
        return List.copyOf(restores);
    }

    /** Returns every manual snapshot that was deleted in any Region, oldest first. */
    public List<SnapshotDeleted> deletions() {
        return List.copyOf(deletions);
    }

    void deleted(SnapshotDeleted deletion) {
        deletions.add(deletion);
    }

    boolean hasCopyInFlightOf(String sourceArn) {
        return regions.values().stream().anyMatch(rds -> rds.snapshots().hasCopyInFlightOf(sourceArn));
    }

    void began(RestoreBegun restore) {
        restores.add(restore);
    }

    void interruptCopies(Predicate<String> ofSourceArn) {
        regions.values().forEach(rds -> rds.snapshots().interruptCopies(ofSourceArn));
    }
}
