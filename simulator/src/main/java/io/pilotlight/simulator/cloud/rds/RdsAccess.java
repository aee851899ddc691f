package io.pilotlight.simulator.cloud.rds;

import io.pilotlight.simulator.cloud.api.Access;
import io.pilotlight.simulator.cloud.api.Arns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What IAM is asked for a request to RDS of one Region: for every resource that it names, for the tags that it gives,
 * and for the KMS key that RDS uses in the caller's name.
 *
 * @param tags the tags of a resource by its ARN, none where it is not there
 * @param keyOf the KMS key of an encrypted snapshot by its name
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html">Actions,
 *     resources, and condition keys for Amazon RDS</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_rds_db-console.html">What a
 *     restore needs of EC2</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html">AWS KMS key
 *     management: kms:CreateGrant and kms:DescribeKey</a>
 */
record RdsAccess(String region, Function<String, List<Tag>> tags, Function<String, Optional<String>> keyOf) {

    private static final String CREATE_SNAPSHOT = "rds:CreateDBSnapshot";
    private static final String ADD_TAGS = "rds:AddTagsToResource";
    static final String AWS_MANAGED_KEY = "alias/aws/rds";
    private static final String LIST_TAGS = "rds:ListTagsForResource";

    /** What RDS looks at in the caller's name where a request leads to a VPC. */
    private static final List<Access> NETWORK = Stream.of(
                    "AccountAttributes", "AvailabilityZones", "InternetGateways", "SecurityGroups", "Subnets", "VpcAttribute",
                    "Vpcs")
            .map(kind -> Access.to("ec2:Describe" + kind, Access.ANY))
            .toList();

    List<Access> of(String action, SdkRequest request) {
        return switch (request) {
            case DescribeDbInstancesRequest one -> List.of(to(action, instance(orAll(one.dbInstanceIdentifier()))));
            case DescribeDbSnapshotsRequest one -> List.of(
                    to(action, instance(orAll(one.dbInstanceIdentifier()))),
                    to(action, snapshot(orAll(one.dbSnapshotIdentifier()))));
            case DescribeDbSubnetGroupsRequest one -> named(action, "subgrp", one.dbSubnetGroupName()).stream().toList();
            case DescribeDbParameterGroupsRequest one -> named(action, "pg", one.dbParameterGroupName()).stream().toList();
            case DescribeOptionGroupsRequest one -> named(action, "og", one.optionGroupName()).stream().toList();
            case CreateDbSnapshotRequest one -> with(one.tags(), snapshot(one.dbSnapshotIdentifier()), List.of(
                    to(action, instance(one.dbInstanceIdentifier())),
                    to(action, snapshot(one.dbSnapshotIdentifier()), one.tags())));
            case DeleteDbSnapshotRequest one -> List.of(to(action, snapshot(one.dbSnapshotIdentifier())));
            case CopyDbSnapshotRequest one -> copy(action, one);
            case RestoreDbInstanceFromDbSnapshotRequest one -> restore(action, one);
            case ModifyDbInstanceRequest one -> modify(action, one);
            case RebootDbInstanceRequest one -> List.of(to(action, instance(one.dbInstanceIdentifier())));
            case DeleteDbInstanceRequest one -> deletion(action, one);
            case AddTagsToResourceRequest one -> List.of(to(action, one.resourceName(), one.tags()));
            case RemoveTagsFromResourceRequest one -> List.of(to(action, one.resourceName()));
            default -> List.of(Access.to(action, Access.ANY));
        };
    }

    /** A final snapshot needs what a snapshot needs, and since August 2024 also the right to give it the instance's tags. */
    private List<Access> deletion(String action, DeleteDbInstanceRequest request) {
        String instance = instance(request.dbInstanceIdentifier());
        if (request.finalDBSnapshotIdentifier() == null) {
            return List.of(to(action, instance));
        }
        String last = snapshot(request.finalDBSnapshotIdentifier());
        return List.of(to(action, instance), to(CREATE_SNAPSHOT, instance), to(CREATE_SNAPSHOT, last), to(ADD_TAGS, last));
    }

    private List<Access> copy(String action, CopyDbSnapshotRequest request) {
        List<Access> accesses = new ArrayList<>(List.of(
                to(action, snapshot(request.sourceDBSnapshotIdentifier())),
                to(action, snapshot(request.targetDBSnapshotIdentifier()), request.tags())));
        named(action, "og", request.optionGroupName()).ifPresent(accesses::add);
        if (Boolean.TRUE.equals(request.copyTags())) {
            accesses.add(to(LIST_TAGS, snapshot(request.sourceDBSnapshotIdentifier())));
        }
        accesses.addAll(key(Optional.ofNullable(request.kmsKeyId())));
        return with(request.tags(), snapshot(request.targetDBSnapshotIdentifier()), accesses);
    }

    private List<Access> restore(String action, RestoreDbInstanceFromDbSnapshotRequest request) {
        String instance = instance(request.dbInstanceIdentifier());
        List<Access> accesses = new ArrayList<>(List.of(
                to(action, instance, request.tags()), to(action, snapshot(request.dbSnapshotIdentifier()))));
        named(action, "subgrp", request.dbSubnetGroupName()).ifPresent(accesses::add);
        named(action, "pg", request.dbParameterGroupName()).ifPresent(accesses::add);
        named(action, "og", request.optionGroupName()).ifPresent(accesses::add);
        accesses.addAll(key(keyOf.apply(request.dbSnapshotIdentifier())));
        accesses.addAll(NETWORK);
        return with(request.tags(), instance, accesses);
    }

    private List<Access> modify(String action, ModifyDbInstanceRequest request) {
        List<Access> accesses = new ArrayList<>(List.of(to(action, instance(request.dbInstanceIdentifier()))));
        named(action, "pg", request.dbParameterGroupName()).ifPresent(accesses::add);
        named(action, "og", request.optionGroupName()).ifPresent(accesses::add);
        named(action, "subgrp", request.dbSubnetGroupName()).ifPresent(accesses::add);
        if (!request.vpcSecurityGroupIds().isEmpty() || request.dbSubnetGroupName() != null) {
            accesses.addAll(NETWORK);
        }
        return accesses;
    }

    /** Returns the ARN of RDS's own key in a Region. */
    static String awsManagedKey(String region) {
        return Arns.of("kms", region, "key/aws-rds");
    }

    private List<Access> key(Optional<String> arn) {
        Map<String, List<String>> keys = Map.of(
                "kms:ViaService", List.of("rds.%s.amazonaws.com".formatted(region)),
                "kms:GrantIsForAWSResource", List.of("true"));
        // The policy of AWS's own key lets everybody of the account use it through RDS.
        return arn.filter(key -> !key.equals(AWS_MANAGED_KEY) && !key.equals(awsManagedKey(region))).stream()
                .flatMap(key -> Stream.of(new Access("kms:CreateGrant", key, keys), new Access("kms:DescribeKey", key, keys)))
                .toList();
    }

    private List<Access> with(List<Tag> given, String arn, List<Access> accesses) {
        if (given.isEmpty()) {
            return accesses;
        }
        List<Access> all = new ArrayList<>(accesses);
        all.add(to(ADD_TAGS, arn, given));
        return all;
    }

    private Access to(String action, String arn) {
        return to(action, arn, List.of());
    }

    private Access to(String action, String arn, List<Tag> given) {
        Map<String, List<String>> keys = new HashMap<>();
        tags.apply(arn).forEach(tag -> keys.put("aws:ResourceTag/" + tag.key(), List.of(tag.value())));
        given.forEach(tag -> keys.put("aws:RequestTag/" + tag.key(), List.of(tag.value())));
        if (!given.isEmpty()) {
            keys.put("aws:TagKeys", given.stream().map(Tag::key).toList());
        }
        return new Access(action, arn, keys);
    }

    private Optional<Access> named(String action, String kind, String name) {
        return Optional.ofNullable(name)
                .map(group -> Access.to(action, Arns.of("rds", region, "%s:%s".formatted(kind, group))));
    }

    /** A list is asked for as for all that there are. */
    private static String orAll(String name) {
        return name == null ? Access.ANY : name;
    }

    private String instance(String name) {
        return RdsResource.instance(region, name).arn();
    }

    private String snapshot(String nameOrArn) {
        return RdsResource.isArn(nameOrArn) ? nameOrArn : RdsResource.snapshot(region, nameOrArn).arn();
    }
}
