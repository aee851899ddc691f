package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseCapacity;
import software.amazon.awssdk.services.rds.model.AuthorizationNotFoundException;
import software.amazon.awssdk.services.rds.model.CertificateNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSecurityGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupDoesNotCoverEnoughAZsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidRestoreException;
import software.amazon.awssdk.services.rds.model.InvalidSubnetException;
import software.amazon.awssdk.services.rds.model.InvalidVpcNetworkStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.NetworkTypeNotSupportedException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.ProvisionedIopsNotAvailableInAzException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.StorageQuotaExceededException;
import software.amazon.awssdk.services.rds.model.StorageTypeNotSupportedException;
import software.amazon.awssdk.services.rds.model.TenantDatabaseQuotaExceededException;
import software.amazon.awssdk.services.rds.model.VpcEncryptionControlViolationException;

/**
 * Why RDS did not take a restore: for the recovery point's sake, for want of capacity, or for the site's.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">
 *     RestoreDBInstanceFromDBSnapshot, Errors</a>
 */
sealed interface Refusal {

    /** This recovery point cannot be restored; another may be. */
    record OfRecoveryPoint() implements Refusal {}

    /** Not this class or zone; another may do. */
    record OfCapacity(boolean passing) implements Refusal {}

    /** What every recovery point shares, and what to do about it. */
    record OfSite(String remedy) implements Refusal {}

    /** None of those: a right that is missing, throttling, a fault of AWS's. */
    record Other() implements Refusal {}

    static Refusal of(RdsException error, InstanceRestore wanted, DatabaseCapacity capacity) {
        return switch (error) {
            case DbSnapshotNotFoundException _, InvalidDbSnapshotStateException _, InvalidRestoreException _ ->
                    new OfRecoveryPoint();
            case InsufficientDbInstanceCapacityException _, ProvisionedIopsNotAvailableInAzException _ ->
                    new OfCapacity(true);
            default -> isNotOffered(error, capacity) ? new OfCapacity(false) : ofSite(error, wanted);
        };
    }

    /** A class or a zone that the Region does not have is named in a message alone; its code covers much else. */
    private static boolean isNotOffered(RdsException error, DatabaseCapacity capacity) {
        boolean isOfParameters = error.awsErrorDetails() != null && error.awsErrorDetails().errorCode() != null
                && error.awsErrorDetails().errorCode().startsWith("InvalidParameter");
        String message = error.getMessage() == null ? "" : error.getMessage();
        return isOfParameters && (message.contains(capacity.instanceClass())
                || !capacity.availabilityZone().isEmpty() && message.contains(capacity.availabilityZone()));
    }

    private static Refusal ofSite(RdsException error, InstanceRestore wanted) {
        String remedy = remedy(error, wanted);
        return remedy.isEmpty() ? new Other() : new OfSite(remedy);
    }

    private static String remedy(RdsException error, InstanceRestore wanted) {
        String region = wanted.region();
        return switch (error) {
            case KmsKeyNotAccessibleException _ -> "Enable KMS key %s, and let the function that restores use it".formatted(
                    wanted.site().kmsKeyId());
            case DbSubnetGroupNotFoundException _, DbSubnetGroupDoesNotCoverEnoughAZsException _,
                    InvalidSubnetException _, InvalidVpcNetworkStateException _, NetworkTypeNotSupportedException _,
                    VpcEncryptionControlViolationException _ ->
                    "Mend subnet group %s in %s, its subnets and its VPC, or name another in the plan".formatted(
                            wanted.site().subnetGroup(), region);
            case DbParameterGroupNotFoundException _ -> "Make parameter group %s in %s, or name another in the plan"
                    .formatted(wanted.site().parameterGroup(), region);
            case OptionGroupNotFoundException _ -> "Make option group %s in %s, or name another in the plan".formatted(
                    wanted.site().optionGroup(), region);
            case DbSecurityGroupNotFoundException _, AuthorizationNotFoundException _ ->
                    "Mend the security groups that the plan names in %s".formatted(region);
            case InstanceQuotaExceededException _ ->
                    "Delete DB instances in %s that nobody needs, or have the quota of instances raised".formatted(region);
            case TenantDatabaseQuotaExceededException _ -> "Have RDS's quota in %s raised".formatted(region);
            case StorageQuotaExceededException _ ->
                    "Free storage of DB instances in %s, or have the quota of storage raised".formatted(region);
            case StorageTypeNotSupportedException _ -> "Name another storage type in the plan";
            case CertificateNotFoundException _ -> "Name a certificate authority of %s in the plan, or none".formatted(region);
            default -> "";
        };
    }
}
