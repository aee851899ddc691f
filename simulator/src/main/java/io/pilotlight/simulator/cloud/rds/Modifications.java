package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.cloud.api.Latencies;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/**
 * Carries out {@code ModifyDBInstance}: the instance stays {@code available} for a while with the change pending, then
 * passes through one status for each kind of change.
 *
 * <p>A password is applied as soon as possible whatever {@code ApplyImmediately} says; what waits for the maintenance
 * window waits for ever here, because no window is simulated.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html">ModifyDBInstance</a>
 */
final class Modifications {

    private static final Duration BUSY = Duration.ofSeconds(10);

    /** One status that the instance passes through, and what holds after it. */
    private record Phase(String status, Duration duration, Runnable effect) {}

    private final Instances instances;
    private final DatabaseGroups groups;
    private final Lifecycle lifecycle;
    private final Latencies latencies;
    private final String region;
    private final CloudContext context;

    Modifications(
            String region, Instances instances, DatabaseGroups groups, Lifecycle lifecycle, CloudContext context) {
        this.instances = instances;
        this.groups = groups;
        this.lifecycle = lifecycle;
        this.latencies = context.latencies();
        this.region = region;
        this.context = context;
    }

    void apply(SimulatedInstance instance, ModifyDbInstanceRequest request) {
        check(instance, request);
        instance.change(builder -> atOnce(instance.description(), builder, request));
        Deque<Phase> phases = new ArrayDeque<>();
        password(instance, request, phases);
        securityGroups(instance, request);
        parameterGroup(instance, request);
        deferrable(instance, request, phases);
        rename(instance, request, phases);
        if (!phases.isEmpty()) {
            lifecycle.after(latencies.databaseModificationStart(), () -> begin(instance, phases));
        }
    }

    private void check(SimulatedInstance instance, ModifyDbInstanceRequest request) {
        if (!instance.is("available") && !(instance.isBroken() && isOfProtectionAlone(request))) {
            throw RdsErrors.invalidInstanceState("Database instance is not in available state.");
        }
        if (request.masterUserPassword() != null) {
            Passwords.require(request.masterUserPassword());
        }
        NewInstances.instanceClass(request.dbInstanceClass());
        groups.requireSecurityGroups(
                request.vpcSecurityGroupIds(), instance.description().dbSubnetGroup().vpcId());
        if (request.dbParameterGroupName() != null) {
            groups.requireParameterGroup(request.dbParameterGroupName());
        }
        if (request.newDBInstanceIdentifier() != null) {
            instances.requireFree(NamingRules.newInstance(request.newDBInstanceIdentifier()));
        }
    }

    /** That an instance which is broken can lose its protection is an assumption; otherwise it could never be deleted. */
    private static boolean isOfProtectionAlone(ModifyDbInstanceRequest request) {
        return request.equals(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(request.dbInstanceIdentifier())
                .deletionProtection(request.deletionProtection())
                .applyImmediately(request.applyImmediately())
                .build());
    }

    private static DBInstance.Builder atOnce(DBInstance before, DBInstance.Builder builder, ModifyDbInstanceRequest request) {
        return builder
                .deletionProtection(or(request.deletionProtection(), before.deletionProtection()))
                .copyTagsToSnapshot(or(request.copyTagsToSnapshot(), before.copyTagsToSnapshot()))
                .publiclyAccessible(or(request.publiclyAccessible(), before.publiclyAccessible()));
    }

    private void password(SimulatedInstance instance, ModifyDbInstanceRequest request, Deque<Phase> phases) {
        String password = request.masterUserPassword();
        if (password == null) {
            return;
        }
        pending(instance, values -> values.masterUserPassword("****"));
        instance.requestPassword(password);
        phases.add(new Phase("resetting-master-credentials", latencies.databasePasswordReset(), () -> {
            instance.applyRequestedPassword();
            pending(instance, values -> values.masterUserPassword(null));
            context.journal().add(new JournalEvent.WorkDone(context.timeline().now(), region, "password", instance.id()));
        }));
    }

    private void securityGroups(SimulatedInstance instance, ModifyDbInstanceRequest request) {
        if (request.vpcSecurityGroupIds().isEmpty()) {
            return;
        }
        instance.change(builder -> builder.vpcSecurityGroups(
                NewInstances.securityGroups(request.vpcSecurityGroupIds(), "adding")));
        lifecycle.after(latencies.databaseModificationStart(), () -> instance.change(builder -> builder.vpcSecurityGroups(
                NewInstances.securityGroups(request.vpcSecurityGroupIds(), "active"))));
    }

    /** The group changes at once; its static parameters wait for a reboot. */
    private void parameterGroup(SimulatedInstance instance, ModifyDbInstanceRequest request) {
        if (request.dbParameterGroupName() == null) {
            return;
        }
        instance.change(builder -> builder.dbParameterGroups(NewInstances.parameterGroup(
                NamingRules.stored(request.dbParameterGroupName()), "applying")));
        lifecycle.after(latencies.databaseModificationStart(), () -> instance.parameterGroupStatus("pending-reboot"));
    }

    private void deferrable(SimulatedInstance instance, ModifyDbInstanceRequest request, Deque<Phase> phases) {
        if (request.dbInstanceClass() == null && request.multiAZ() == null && request.backupRetentionPeriod() == null
                && request.enableIAMDatabaseAuthentication() == null) {
            return;
        }
        DBInstance before = instance.description();
        pending(instance, values -> values
                .dbInstanceClass(request.dbInstanceClass())
                .multiAZ(request.multiAZ())
                .backupRetentionPeriod(request.backupRetentionPeriod())
                .iamDatabaseAuthenticationEnabled(request.enableIAMDatabaseAuthentication()));
        if (Boolean.TRUE.equals(request.applyImmediately())) {
            phases.add(new Phase("modifying", latencies.databaseModification(), () -> {
                instance.change(builder -> builder
                        .dbInstanceClass(or(request.dbInstanceClass(), before.dbInstanceClass()))
                        .multiAZ(or(request.multiAZ(), before.multiAZ()))
                        .backupRetentionPeriod(or(request.backupRetentionPeriod(), before.backupRetentionPeriod()))
                        .iamDatabaseAuthenticationEnabled(or(request.enableIAMDatabaseAuthentication(),
                                before.iamDatabaseAuthenticationEnabled())));
                pending(instance, values -> values.dbInstanceClass(null).multiAZ(null).backupRetentionPeriod(null)
                        .iamDatabaseAuthenticationEnabled(null));
            }));
        }
    }

    private void rename(SimulatedInstance instance, ModifyDbInstanceRequest request, Deque<Phase> phases) {
        if (request.newDBInstanceIdentifier() == null) {
            return;
        }
        String newId = NamingRules.stored(request.newDBInstanceIdentifier());
        pending(instance, values -> values.dbInstanceIdentifier(newId));
        if (Boolean.TRUE.equals(request.applyImmediately())) {
            phases.add(new Phase("renaming", latencies.databaseReboot(), () -> {
                instances.rename(instance, newId);
                pending(instance, values -> values.dbInstanceIdentifier(null));
            }));
        }
    }

    private void begin(SimulatedInstance instance, Deque<Phase> phases) {
        if (instance.is("deleting") || instance.isBroken()) {
            return;
        }
        if (!instance.is("available")) {
            lifecycle.after(BUSY, () -> begin(instance, phases));
            return;
        }
        next(instance, phases);
    }

    private void next(SimulatedInstance instance, Deque<Phase> phases) {
        Phase phase = phases.poll();
        if (phase == null) {
            instance.status("available");
            return;
        }
        instance.status(phase.status());
        instance.restarting(phase.status().equals("renaming"));
        lifecycle.after(phase.duration(), () -> {
            if (instance.is(phase.status())) {
                phase.effect().run();
                instance.restarting(false);
                next(instance, phases);
            }
        });
    }

    private static void pending(SimulatedInstance instance, UnaryOperator<PendingModifiedValues.Builder> change) {
        PendingModifiedValues before = instance.description().pendingModifiedValues();
        PendingModifiedValues.Builder values = before == null ? PendingModifiedValues.builder() : before.toBuilder();
        instance.change(builder -> builder.pendingModifiedValues(change.apply(values).build()));
    }

    private static <T> T or(T wanted, T present) {
        return wanted == null ? present : wanted;
    }
}
