package io.pilotlight.restoretest;

import io.pilotlight.instance.InstanceName;
import io.pilotlight.instance.InstanceTags;
import io.pilotlight.json.Blank;
import io.pilotlight.plan.Database;
import io.pilotlight.plan.Plan;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * A DB instance that a restore test made: its name and its tags both say so. Tags alone would not do, because a person's
 * restore or replica may bear copied ones; a name alone would not either.
 *
 * @param status the status as RDS names it
 * @param executionId the ARN of the execution whose test it is
 */
record TestInstance(String identifier, String status, String executionId) {

    /** Reads a listed instance; empty where it is not a restore test's of a database of the plan. */
    static Optional<TestInstance> of(Plan plan, DBInstance instance) {
        InstanceTags tags = InstanceTags.of(instance.tagList());
        String name = instance.dbInstanceIdentifier();
        boolean own = tags.application().equals(plan.application())
                && !Blank.is(tags.restoreTest())
                && plan.databases().stream().anyMatch(database -> isNamedFor(database, tags.incident(), name));
        return own
                ? Optional.of(new TestInstance(name, instance.dbInstanceStatus() == null ? "" : instance.dbInstanceStatus(),
                        tags.restoreTest()))
                : Optional.empty();
    }

    boolean isBeingDeleted() {
        return status.equals("deleting");
    }

    private static boolean isNamedFor(Database database, String incident, String name) {
        String base = database.isolated().instanceIdentifier();
        return InstanceName.isRestored(base, name) && name.startsWith("%s-%s-".formatted(base, incident));
    }
}
