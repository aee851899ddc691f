package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.SiteName;
import java.time.Duration;

/**
 * People restore the primary's databases as DB instances of other names, at an hour at which nobody visits, and let the
 * application use those; the plan goes on to name the old ones, which stand beside them.
 */
final class RestoredElsewhere {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final String NAME_ENDS_IN = "-restored";

    private final World world;
    private int left;

    RestoredElsewhere(World world) {
        this.world = world;
    }

    void begin() {
        world.injected("nobody visits while people restore the databases of the primary as DB instances of other names");
        world.closeDoors();
        left = world.parts().size();
        world.parts().forEach(part -> {
            String old = world.servingInstance(SiteName.PRIMARY, part);
            onceAvailable(old, () -> restore(part, old));
        });
    }

    private void restore(Part part, String old) {
        String snapshot = old + "-before-the-move";
        String restored = old + NAME_ENDS_IN;
        RegionOfCloud primary = world.cloud().primary();
        primary.rds().createDBSnapshot(request -> request.dbInstanceIdentifier(old).dbSnapshotIdentifier(snapshot));
        onceAvailable(old, () -> {
            primary.rds().restoreDBInstanceFromDBSnapshot(request -> request
                    .dbInstanceIdentifier(restored)
                    .dbSnapshotIdentifier(snapshot)
                    .dbInstanceClass(SiteSetup.INSTANCE_CLASS)
                    .dbSubnetGroupName(SiteSetup.SUBNET_GROUP)
                    .vpcSecurityGroupIds(SiteSetup.SECURITY_GROUP)
                    .dbParameterGroupName(world.shape().parameterGroup())
                    .optionGroupName(world.shape().optionGroup())
                    .publiclyAccessible(false));
            onceAvailable(restored, () -> use(part, restored));
        });
    }

    private void use(Part part, String restored) {
        RegionOfCloud primary = world.cloud().primary();
        world.injected("the application of the primary uses %s".formatted(restored));
        world.shape().publish(primary, part, primary.rds()
                .describeDBInstances(instance -> instance.dbInstanceIdentifier(restored))
                .dbInstances().getFirst().endpoint().address());
        primary.ecs().updateService(request -> request
                .cluster(SiteSetup.CLUSTER).service(part.service()).forceNewDeployment(true));
        left--;
        if (left == 0) {
            world.after(Duration.ofMinutes(10), () -> world.visitEvery(Life.DAY.visits()));
        }
    }

    private void onceAvailable(String instance, Runnable action) {
        world.after(LOOK, () -> {
            if (world.cloud().primary().rds().describeDBInstances(request -> request.dbInstanceIdentifier(instance))
                    .dbInstances().getFirst().dbInstanceStatus().equals("available")) {
                action.run();
            } else {
                onceAvailable(instance, action);
            }
        });
    }
}
