package io.pilotlight.restoretest;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.json.Blank;
import io.pilotlight.lease.Incident;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.RestoreTest;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * A DB instance that a restore test made: its name and its tags both say so, whatever the plan names by now. Tags alone would
 * not do, because a person's restore or replica may bear copied ones; a name alone would not either.
 *
 * @param status the status as RDS names it
 * @param executionId the ARN of the execution whose test it is
 * @param begunAt when that test was begun
 * @param isProtected whether RDS refuses to delete it
 */
public record TestInstance(String identifier, String status, String executionId, Instant begunAt, boolean isProtected) {

    /**
     * Reads a listed instance; empty where it is not a restore test's of the plan's application, or may be one of its
     * databases that is named like a test.
     */
    public static Optional<TestInstance> of(Plan plan, DBInstance instance) {
        InstanceTags tags = InstanceTags.of(instance.tagList());
        String name = instance.dbInstanceIdentifier();
        boolean own = tags.application().equals(plan.application())
                && !Blank.is(tags.restoreTest())
                && isNamedFor(tags.incident(), name)
                && !isOfApplication(plan, name);
        return own
                ? Incident.openedAt(tags.incident()).map(begun -> new TestInstance(name,
                        instance.dbInstanceStatus() == null ? "" : instance.dbInstanceStatus(), tags.restoreTest(), begun,
                        Boolean.TRUE.equals(instance.deletionProtection())))
                : Optional.empty();
    }

    boolean isBeingDeleted() {
        return status.equals("deleting");
    }

    private static boolean isNamedFor(String incident, String name) {
        int end = name.indexOf("%s-%s-".formatted(RestoreTest.NAME_ENDS_IN, incident));
        return end > 0 && InstanceName.isRestored(name.substring(0, end) + RestoreTest.NAME_ENDS_IN, name);
    }

    private static boolean isOfApplication(Plan plan, String name) {
        return plan.databases().stream().flatMap(database -> Stream.of(database.primary(), database.standby()))
                .anyMatch(site -> InstanceName.isOf(site.instanceIdentifier(), name));
    }
}
