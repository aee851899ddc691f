package io.pilotlight.instance;

import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/** Finds a DB instance by its name; one that is not there is no failure. */
public final class InstanceByName {

    private InstanceByName() {}

    /** Finds the instance of that name in the client's Region ({@code rds:DescribeDBInstances}). */
    public static Optional<DBInstance> find(RdsClient rds, String identifier) {
        try {
            return rds.describeDBInstances(request -> request.dbInstanceIdentifier(identifier))
                    .dbInstances().stream().findFirst();
        } catch (DbInstanceNotFoundException _) {
            return Optional.empty();
        }
    }
}
