package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.ServiceErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/**
 * The errors of RDS, each with its class, code, HTTP status and wording.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBSnapshot.html">CopyDBSnapshot,
 *     Errors</a>
 */
final class RdsErrors {

    private RdsErrors() {}

    static RdsException instanceNotFound(String id) {
        return of(DbInstanceNotFoundException.builder(), "DBInstanceNotFound", 404, "DBInstance %s not found.".formatted(id));
    }

    static RdsException instanceAlreadyExists() {
        return of(DbInstanceAlreadyExistsException.builder(), "DBInstanceAlreadyExists", 400, "DB instance already exists");
    }

    static RdsException invalidInstanceState(String message) {
        return of(InvalidDbInstanceStateException.builder(), "InvalidDBInstanceState", 400, message);
    }

    static RdsException instanceQuotaExceeded() {
        return of(InstanceQuotaExceededException.builder(), "InstanceQuotaExceeded", 400, "DB Instance quota exceeded");
    }

    static RdsException insufficientCapacity(String instanceClass) {
        return of(InsufficientDbInstanceCapacityException.builder(), "InsufficientDBInstanceCapacity", 400,
                "No capacity is available in the specified Availability Zones for %s".formatted(instanceClass));
    }

    static RdsException snapshotNotFound(String id) {
        return of(DbSnapshotNotFoundException.builder(), "DBSnapshotNotFound", 404, "DBSnapshot %s not found.".formatted(id));
    }

    static RdsException snapshotAlreadyExists(String id) {
        return of(DbSnapshotAlreadyExistsException.builder(), "DBSnapshotAlreadyExists", 400,
                "Cannot create the snapshot because a snapshot with the identifier %s already exists.".formatted(id));
    }

    static RdsException invalidSnapshotState(String message) {
        return of(InvalidDbSnapshotStateException.builder(), "InvalidDBSnapshotState", 400, message);
    }

    /** One code covers both quotas; only the message tells them apart. */
    static RdsException snapshotQuotaExceeded(String message) {
        return of(SnapshotQuotaExceededException.builder(), "SnapshotQuotaExceeded", 400, message);
    }

    static RdsException keyNotAccessible(String keyId) {
        return of(KmsKeyNotAccessibleException.builder(), "KMSKeyNotAccessibleFault", 400,
                "The target KMS key [%s] does not exist, is not enabled or you do not have permissions to access it."
                        .formatted(keyId == null ? "None" : keyId));
    }

    static RdsException subnetGroupNotFound(String name) {
        return of(DbSubnetGroupNotFoundException.builder(), "DBSubnetGroupNotFoundFault", 404,
                "DB subnet group '%s' does not exist.".formatted(name));
    }

    static RdsException parameterGroupNotFound(String name) {
        return of(DbParameterGroupNotFoundException.builder(), "DBParameterGroupNotFound", 404,
                "DBParameterGroup not found: %s".formatted(name));
    }

    static RdsException optionGroupNotFound(String name) {
        return of(OptionGroupNotFoundException.builder(), "OptionGroupNotFoundFault", 404,
                "Specified OptionGroupName: %s not found.".formatted(name));
    }

    static RdsException invalidValue(String message) {
        return of(RdsException.builder(), "InvalidParameterValue", 400, message);
    }

    static RdsException invalidCombination(String message) {
        return of(RdsException.builder(), "InvalidParameterCombination", 400, message);
    }

    static RdsException internalFailure(String message) {
        return of(RdsException.builder(), "InternalFailure", 500, message);
    }

    private static RdsException of(AwsServiceException.Builder builder, String code, int status, String message) {
        return ServiceErrors.as(builder, RdsException.class, "Rds", code, status, message);
    }
}
