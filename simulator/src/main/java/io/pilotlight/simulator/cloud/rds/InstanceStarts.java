package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Latencies;
import io.pilotlight.simulator.database.DatabaseEngine;
import io.pilotlight.simulator.database.RunningDatabase;
import io.pilotlight.simulator.journal.JournalEvent;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Brings DB instances up: {@code creating}, {@code backing-up}, {@code modifying}, {@code available}. The endpoint's
 * name is known while a restored instance is still being created, and nothing answers there yet.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html">DB instance
 *     status</a>
 */
final class InstanceStarts {

    private final String region;
    private final Instances instances;
    private final DatabaseEngine engine;
    private final Lifecycle lifecycle;
    private final Latencies latencies;
    private final CloudContext context;

    InstanceStarts(
            String region, Instances instances, DatabaseEngine engine, Lifecycle lifecycle, CloudContext context) {
        this.region = region;
        this.instances = instances;
        this.engine = engine;
        this.lifecycle = lifecycle;
        this.latencies = context.latencies();
        this.context = context;
    }

    SimulatedInstance createAvailable(DBInstance description, String password) {
        SimulatedInstance instance = instances.begin(description);
        instance.giveEndpoint(instances.host(instance.id()));
        instance.run(counted(engine.create(databaseName(instance), password)));
        instance.status("available");
        return instance;
    }

    SimulatedInstance restore(DBInstance description, SimulatedSnapshot snapshot) {
        SimulatedInstance instance = instances.begin(description);
        lifecycle.after(latencies.databaseEndpoint(), () -> {
            if (instance.is("creating")) {
                instance.giveEndpoint(instances.host(instance.id()));
            }
        });
        lifecycle.after(latencies.databaseRestoreCreating(), () -> {
            String end = instances.capacity().endOf(instance.description()).orElse(snapshot.statusOfRestore());
            if (end.equals("available")) {
                bringUp(instance, () -> engine.restore(databaseName(instance), snapshot.data()));
            } else {
                instance.move("creating", end);
            }
        });
        return instance;
    }

    void reboot(SimulatedInstance instance) {
        instance.status("rebooting");
        instance.restarting(true);
        lifecycle.after(latencies.databaseReboot(), () -> {
            if (instance.is("rebooting")) {
                instance.restarting(false);
                instance.parameterGroupStatus("in-sync");
                instance.status("available");
            }
        });
    }

    private void bringUp(SimulatedInstance instance, Supplier<RunningDatabase> start) {
        if (!instance.is("creating")) {
            return;
        }
        instance.giveEndpoint(instances.host(instance.id()));
        instance.run(counted(start.get()));
        instance.status("backing-up");
        lifecycle.after(latencies.databaseFirstBackup(), () -> {
            instance.move("backing-up", "modifying");
            lifecycle.after(latencies.databaseModification(), () -> {
                instance.move("modifying", "available");
                context.journal().add(
                        new JournalEvent.WorkDone(context.timeline().now(), region, instance.status(), instance.id()));
            });
        });
    }

    private CountedDatabase counted(RunningDatabase database) {
        return new CountedDatabase(database, context.timeline().clock());
    }

    private String databaseName(SimulatedInstance instance) {
        return instance.id() + "." + region;
    }
}
