package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.ServiceErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The errors of RDS, each with its class, code, HTTP status and wording.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBSnapshot.html">CopyDBSnapshot,
 *     Errors</a>
 */
final class RdsErrors {

    private RdsErrors() {}

    static AwsServiceException instanceNotFound(String id) {
        return ServiceErrors.error(
                RdsClient.class, "DBInstanceNotFound", 404, "DBInstance %s not found.".formatted(id));
    }

    static AwsServiceException instanceAlreadyExists() {
        return error("DBInstanceAlreadyExists", "DB instance already exists");
    }

    static AwsServiceException invalidInstanceState(String message) {
        return error("InvalidDBInstanceState", message);
    }

    static AwsServiceException instanceQuotaExceeded() {
        return error("InstanceQuotaExceeded", "DB Instance quota exceeded");
    }

    static AwsServiceException insufficientCapacity(String instanceClass) {
        return error("InsufficientDBInstanceCapacity",
                "No capacity is available in the specified Availability Zones for %s".formatted(instanceClass));
    }

    static AwsServiceException snapshotNotFound(String id) {
        return ServiceErrors.error(
                RdsClient.class, "DBSnapshotNotFound", 404, "DBSnapshot %s not found.".formatted(id));
    }

    static AwsServiceException snapshotAlreadyExists(String id) {
        return error("DBSnapshotAlreadyExists",
                "Cannot create the snapshot because a snapshot with the identifier %s already exists.".formatted(id));
    }

    static AwsServiceException invalidSnapshotState(String message) {
        return error("InvalidDBSnapshotState", message);
    }

    /** One code covers both quotas; only the message tells them apart. */
    static AwsServiceException snapshotQuotaExceeded(String message) {
        return error("SnapshotQuotaExceeded", message);
    }

    static AwsServiceException keyNotAccessible(String keyId) {
        return error("KMSKeyNotAccessibleFault",
                "The target KMS key [%s] does not exist, is not enabled or you do not have permissions to access it."
                        .formatted(keyId == null ? "None" : keyId));
    }

    static AwsServiceException subnetGroupNotFound(String name) {
        return ServiceErrors.error(RdsClient.class, "DBSubnetGroupNotFoundFault", 404,
                "DB subnet group '%s' does not exist.".formatted(name));
    }

    static AwsServiceException parameterGroupNotFound(String name) {
        return ServiceErrors.error(RdsClient.class, "DBParameterGroupNotFound", 404,
                "DBParameterGroup not found: %s".formatted(name));
    }

    static AwsServiceException optionGroupNotFound(String name) {
        return ServiceErrors.error(RdsClient.class, "OptionGroupNotFoundFault", 404,
                "Specified OptionGroupName: %s not found.".formatted(name));
    }

    static AwsServiceException certificateNotFound(String id) {
        return ServiceErrors.error(RdsClient.class, "CertificateNotFound", 404, "Certificate not found: %s".formatted(id));
    }

    static AwsServiceException notOffered(String instanceClass) {
        return invalidCombination(("RDS does not support creating a DB instance with the following combination: "
                + "DBInstanceClass=%s, Engine=mysql, EngineVersion=8.0.42, LicenseModel=general-public-license.")
                        .formatted(instanceClass));
    }

    static AwsServiceException invalidValue(String message) {
        return error("InvalidParameterValue", message);
    }

    static AwsServiceException invalidCombination(String message) {
        return error("InvalidParameterCombination", message);
    }

    static AwsServiceException internalFailure(String message) {
        return ServiceErrors.error(RdsClient.class, "InternalFailure", 500, message);
    }

    private static AwsServiceException error(String code, String message) {
        return ServiceErrors.error(RdsClient.class, code, message);
    }
}
