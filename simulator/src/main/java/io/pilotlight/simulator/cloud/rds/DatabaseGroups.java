package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/**
 * What one Region has for its databases to stand in: subnet, security, parameter and option groups and KMS keys. None
 * of it travels to another Region.
 */
public final class DatabaseGroups {

    static final String DEFAULT_SUBNET_GROUP = "default";
    static final String DEFAULT_SECURITY_GROUP = "sg-default";
    static final String DEFAULT_PARAMETER_GROUP = "default.mysql8.0";
    static final String DEFAULT_OPTION_GROUP = "default:mysql-8-0";
    private static final String DEFAULT_VPC = "vpc-default";

    private final Store<DBSubnetGroup> subnetGroups =
            Store.byName(NamingRules::stored, RdsErrors::subnetGroupNotFound);
    private final Map<String, String> vpcBySecurityGroup = new TreeMap<>();
    private final Store<DBParameterGroup> parameterGroups =
            Store.byName(NamingRules::stored, RdsErrors::parameterGroupNotFound);
    private final Store<OptionGroup> optionGroups = Store.byName(NamingRules::stored, RdsErrors::optionGroupNotFound);
    private final Map<String, Boolean> keyEnabled = new HashMap<>();

    DatabaseGroups() {
        addSubnetGroup(DEFAULT_SUBNET_GROUP, DEFAULT_VPC);
        addSecurityGroup(DEFAULT_SECURITY_GROUP, DEFAULT_VPC);
    }

    /** Returns the default parameter group, which RDS makes with the first instance that names none. */
    String defaultParameterGroup() {
        addParameterGroup(DEFAULT_PARAMETER_GROUP);
        return DEFAULT_PARAMETER_GROUP;
    }

    /** Returns the default option group, which RDS makes in the same way. */
    String defaultOptionGroup() {
        addOptionGroup(DEFAULT_OPTION_GROUP);
        return DEFAULT_OPTION_GROUP;
    }

    /** Adds a DB subnet group in a VPC. */
    public void addSubnetGroup(String name, String vpcId) {
        subnetGroups.put(NamingRules.stored(name), DBSubnetGroup.builder()
                .dbSubnetGroupName(NamingRules.stored(name)).vpcId(vpcId).subnetGroupStatus("Complete").build());
    }

    /** Adds a VPC security group. */
    public void addSecurityGroup(String id, String vpcId) {
        vpcBySecurityGroup.put(id, vpcId);
    }

    /** Adds a DB parameter group of MySQL 8.0. */
    public void addParameterGroup(String name) {
        String stored = NamingRules.stored(name);
        parameterGroups.put(stored, DBParameterGroup.builder()
                .dbParameterGroupName(stored).dbParameterGroupFamily("mysql8.0").build());
    }

    /** Adds an option group of MySQL 8.0. */
    public void addOptionGroup(String name) {
        String stored = NamingRules.stored(name);
        optionGroups.put(stored, OptionGroup.builder()
                .optionGroupName(stored).engineName("mysql").majorEngineVersion("8.0").build());
    }

    /** Takes a group away, whichever kind it is. */
    public void remove(String name) {
        subnetGroups.remove(name);
        vpcBySecurityGroup.remove(name);
        parameterGroups.remove(name);
        optionGroups.remove(name);
    }

    /** Adds an enabled KMS key of this Region, or enables it again. */
    public void enableKey(String arn) {
        keyEnabled.put(arn, true);
    }

    /** Disables a KMS key of this Region. */
    public void disableKey(String arn) {
        keyEnabled.put(arn, false);
    }

    String requireKey(String arn) {
        if (!keyEnabled.getOrDefault(arn, false)) {
            throw RdsErrors.keyNotAccessible(arn);
        }
        return arn;
    }

    DBSubnetGroup requireSubnetGroup(String name) {
        return subnetGroups.require(name);
    }

    void requireSecurityGroups(List<String> ids, String vpcId) {
        for (String id : ids) {
            String vpcOfGroup = vpcBySecurityGroup.get(id);
            if (vpcOfGroup == null) {
                throw RdsErrors.invalidValue("Invalid security group , groupId= %s, groupName=.".formatted(id));
            }
            if (!vpcOfGroup.equals(vpcId)) {
                throw RdsErrors.invalidCombination(
                        ("The DB instance and EC2 security group are in different VPCs. The DB "
                                        + "instance is in %s and the EC2 security group is in %s")
                                .formatted(vpcId, vpcOfGroup));
            }
        }
    }

    DBParameterGroup findParameterGroup(String name) {
        return parameterGroups.require(name);
    }

    String requireParameterGroup(String name) {
        return findParameterGroup(name).dbParameterGroupName();
    }

    OptionGroup findOptionGroup(String name) {
        return optionGroups.require(name);
    }

    String requireOptionGroup(String name) {
        return findOptionGroup(name).optionGroupName();
    }

    boolean hasOptionGroup(String name) {
        return optionGroups.find(name).isPresent();
    }
}
