package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Store;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The DB instances that one Region has, by name. */
final class Instances {

    private static final String TYPE = "AWS::RDS::DBInstance";

    private final String region;
    private final CloudContext context;
    private final Quotas quotas;
    private final Lifecycle lifecycle;
    private final Store<SimulatedInstance> instances = Store.byName(NamingRules::stored, RdsErrors::instanceNotFound);
    private final InstanceCapacity capacity = new InstanceCapacity();

    Instances(String region, CloudContext context, Quotas quotas, Lifecycle lifecycle) {
        this.region = region;
        this.context = context;
        this.quotas = quotas;
        this.lifecycle = lifecycle;
        context.faults().onRegionChange(changed -> {
            if (changed.equals(region)) {
                instances.all().forEach(this::followRegion);
            }
        });
    }

    Collection<SimulatedInstance> all() {
        return instances.all();
    }

    Optional<SimulatedInstance> find(String id) {
        return instances.find(id);
    }

    SimulatedInstance require(String id) {
        return instances.require(id);
    }

    void requireFree(String id) {
        if (find(id).isPresent()) {
            throw RdsErrors.instanceAlreadyExists();
        }
    }

    InstanceCapacity capacity() {
        return capacity;
    }

    /** Renames an instance: the old name and endpoint are free, and the new endpoint is another host name. */
    void rename(SimulatedInstance instance, String newId) {
        String oldId = instance.id();
        instances.remove(oldId);
        instance.change(builder -> builder.dbInstanceIdentifier(newId)
                .dbInstanceArn(RdsResource.instance(region, newId).arn()));
        instance.giveEndpoint(host(newId));
        instances.put(newId, instance);
        deleted(oldId);
        created(newId);
    }

    /** @param snapshot how long its final snapshot is being made, until which it stays */
    void delete(SimulatedInstance instance, Duration snapshot, Runnable afterwards) {
        instance.status("deleting");
        instance.lose();
        lifecycle.after(context.latencies().databaseDeletion().plus(snapshot), () -> {
            instance.destroy();
            instances.remove(instance.id());
            deleted(instance.id());
            afterwards.run();
        });
    }

    void lose(String id) {
        SimulatedInstance instance = require(id);
        instance.lose();
        instance.status("failed");
    }

    Optional<SimulatedInstance> at(String host) {
        return instances.all().stream().filter(instance -> instance.answersAt(host)).findFirst();
    }

    /** Enters a new instance that is being created. */
    SimulatedInstance begin(DBInstance description) {
        requireFree(description.dbInstanceIdentifier());
        quotas.requireInstance(instances.all().size());
        capacity.require(description);
        SimulatedInstance instance = new SimulatedInstance(description);
        instances.put(instance.id(), instance);
        followRegion(instance);
        created(instance.id());
        return instance;
    }

    private void followRegion(SimulatedInstance instance) {
        instance.regionDark(context.faults().isDark(region));
    }

    String host(String id) {
        return "%s.c%07x.%s.rds.amazonaws.com".formatted(id, region.hashCode() & 0xFFFFFFF, region);
    }

    private void created(String id) {
        context.journal().add(new JournalEvent.ResourceCreated(context.timeline().now(), region, TYPE, id));
    }

    private void deleted(String id) {
        context.journal().add(new JournalEvent.ResourceDeleted(context.timeline().now(), region, TYPE, id));
    }
}
