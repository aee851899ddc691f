package io.pilotlight.restore;

import io.pilotlight.plan.DatabaseSite;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Whether an instance that serves has the security groups and the parameter group that the plan names; what RDS does
 * not tell is not taken for a difference.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBParameterGroupStatus.html">
 *     DBParameterGroupStatus</a>
 */
sealed interface Conformity {

    /** It has. */
    record AsPlanned() implements Conformity {}

    /** RDS applies a change to it now: wait. */
    record Settling(String reason) implements Conformity {}

    /** It has not, and has to be modified. */
    record Differs(boolean securityGroups, boolean parameterGroup) implements Conformity {}

    /** It has the parameter group, whose parameters it takes over only when it is rebooted. */
    record RebootPending() implements Conformity {}

    /** RDS could not apply the parameter group; needs a person. */
    record Unappliable(String reason) implements Conformity {}

    static Conformity of(DBInstance instance, DatabaseSite site) {
        List<VpcSecurityGroupMembership> groups = instance.vpcSecurityGroups();
        List<DBParameterGroupStatus> parameters = instance.dbParameterGroups();
        boolean otherGroups = !groups.isEmpty() && !lasting(groups).equals(new HashSet<>(site.securityGroupIds()));
        boolean otherParameters = !parameters.isEmpty() && parameters.stream()
                .noneMatch(group -> isMeant(site.parameterGroup(), group.dbParameterGroupName()));
        if (otherGroups || otherParameters) {
            return new Differs(otherGroups, otherParameters);
        }
        if (groups.stream().anyMatch(group -> !isActive(group))) {
            return new Settling("its security groups are being changed");
        }
        return applied(parameters, site);
    }

    /** Which default one it is depends on the engine version that RDS has restored. */
    private static boolean isMeant(String planned, String found) {
        return planned.equalsIgnoreCase(found) || DatabaseSite.isDefault(planned) && DatabaseSite.isDefault(found);
    }

    private static Conformity applied(List<DBParameterGroupStatus> parameters, DatabaseSite site) {
        Set<String> statuses = parameters.stream()
                .map(DBParameterGroupStatus::parameterApplyStatus)
                .collect(Collectors.toSet());
        if (statuses.contains("failed-to-apply")) {
            return new Unappliable("parameter group %s could not be applied to it".formatted(site.parameterGroup()));
        }
        if (statuses.contains("applying")) {
            return new Settling("parameter group %s is being applied".formatted(site.parameterGroup()));
        }
        return statuses.contains("pending-reboot") ? new RebootPending() : new AsPlanned();
    }

    private static Set<String> lasting(List<VpcSecurityGroupMembership> groups) {
        return groups.stream()
                .filter(group -> !"removing".equals(group.status()))
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .collect(Collectors.toSet());
    }

    private static boolean isActive(VpcSecurityGroupMembership group) {
        return group.status() == null || group.status().isEmpty() || "active".equals(group.status());
    }
}
