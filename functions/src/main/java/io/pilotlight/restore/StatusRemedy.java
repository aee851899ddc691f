package io.pilotlight.restore;

import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;

/**
 * What a person mends where an instance stands still for a reason that lies in its site: what, where, and what happens
 * to the instance then.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Troubleshooting.html">Troubleshooting for
 *     Amazon RDS</a>
 */
final class StatusRemedy {

    private static final String INCOMPATIBLE = "incompatible-";
    private static final String NO_KEY = "inaccessible-encryption-credentials";
    private static final String DELETE = "delete this instance";

    private StatusRemedy() {}

    /** Returns it as a sentence without its end; empty for a status from which RDS goes on by itself. */
    static Optional<String> of(String status, DBInstance instance) {
        return Optional.ofNullable(switch (status) {
            case "incompatible-parameters" -> ("Reset in %s what %s or this engine version cannot take, "
                    + "and reboot this instance").formatted(parameterGroups(instance), instance.dbInstanceClass());
            case "incompatible-option-group" -> ("Take out of %s what this engine version or network cannot have, "
                    + "and reboot this instance").formatted(optionGroups(instance));
            case "incompatible-network" -> ("See that the VPC and the subnets of %s are there and have free addresses, "
                    + "and %s").formatted(subnetGroup(instance), DELETE);
            case "storage-full" -> "Give this instance more storage, and wait until it is available";
            case "upgrade-failed" -> "Set extendedSupport in the plan, or mend what RDS's upgrade log names, and " + DELETE;
            case "stopping", "stopped" -> "Somebody stopped it: start this instance";
            case NO_KEY + "-recoverable" -> "Enable %s, let RDS use it, and start this instance".formatted(key(instance));
            case String other when other.startsWith(NO_KEY) ->
                    "Enable %s, let RDS use it, and %s".formatted(key(instance), DELETE);
            case String other when other.startsWith(INCOMPATIBLE) ->
                    "Mend what RDS's events say of it, and delete this instance if it does not come back";
            default -> null;
        });
    }

    private static String parameterGroups(DBInstance instance) {
        return "parameter group " + instance.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::dbParameterGroupName).collect(Collectors.joining(", "));
    }

    private static String optionGroups(DBInstance instance) {
        return "option group " + instance.optionGroupMemberships().stream()
                .map(OptionGroupMembership::optionGroupName).collect(Collectors.joining(", "));
    }

    private static String subnetGroup(DBInstance instance) {
        return "subnet group " + (instance.dbSubnetGroup() == null ? "" : instance.dbSubnetGroup().dbSubnetGroupName());
    }

    private static String key(DBInstance instance) {
        return "KMS key " + (instance.kmsKeyId() == null ? "" : instance.kmsKeyId());
    }
}
