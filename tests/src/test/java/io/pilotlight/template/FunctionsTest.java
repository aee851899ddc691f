package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.recoverypoint.SnapshotTags;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The template's functions have a class behind them, a log that ends, and no more rights than they use. */
class FunctionsTest {

    /** The actions used here that have no resource-level permissions. */
    private static final Set<String> ON_EVERYTHING = Set.of(
            "application-autoscaling:DescribeScalableTargets",
            "elasticloadbalancing:DescribeTargetHealth",
            "cloudwatch:PutMetricData",
            "ecs:DeregisterTaskDefinition",
            "ecs:DescribeTaskDefinition",
            "ecs:ListTaskDefinitions",
            "ecs:ListTasks",
            "cloudwatch:GetMetricStatistics",
            "rds:DescribeAccountAttributes", "rds:DescribeDBSubnetGroups", "rds:DescribeDBParameterGroups", "rds:DescribeOptionGroups",
            "ec2:DescribeAccountAttributes",
            "ec2:DescribeAvailabilityZones",
            "ec2:DescribeInternetGateways",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcAttribute",
            "ec2:DescribeVpcs");

    /** A failover must do without the primary Region, which it fences and gives back at most; backups go both ways. */
    private static final Set<String> OF_BOTH_REGIONS = Set.of("FenceSiteFunction", "CountConnectionsFunction", "ScaleServiceFunction", "AskOthersFunction", "DecideBackupsFunction",
            "TakeSnapshotFunction", "CopySnapshotFunction", "SaveServiceConfigurationFunction", "MirrorServiceFunction",
            "PruneRecoveryPointsFunction", "MeasureExposureFunction", "VerifyRecoveryPointsFunction",
            "VerifyServiceConfigurationFunction", "ChooseRecoveryPointFunction", "RestoreDatabaseFunction",
            "RemovePreparedFunction", "SetPasswordFunction", "PublishEndpointFunction", "RecordReconciliationFunction", "RemoveLeftInstancesFunction");

    /** The functions of a verification that only look. */
    private static final Set<String> LOOKS = Set.of(
            "ssm:GetParameter",
            "ssm:GetParameters",
            "dynamodb:GetItem",
            "rds:DescribeAccountAttributes", "rds:DescribeDBSubnetGroups", "rds:DescribeDBParameterGroups", "rds:DescribeOptionGroups",
            "rds:DescribeDBInstances",
            "rds:DescribeDBSnapshots",
            "s3:GetObject",
            "s3:ListBucket",
            "ecs:DescribeServices",
            "ecs:DescribeTaskDefinition",
            "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue",
            "kms:Decrypt");

    private final StackTemplate template = new StackTemplate();
    private final SortedMap<String, JsonNode> functions = template.properties(StackTemplate.FUNCTION);

    @Test
    void haveAHandlerThatLambdaCanMake() {
        assertThat(functions).isNotEmpty().allSatisfy((name, function) -> {
            Class<?> handler = FunctionClass.of(function).handler();
            assertThat(handler).isPublic().isFinal().isAssignableTo(RequestStreamHandler.class);
            assertThat(handler.getConstructors()).as("%s has a public no-argument constructor", name)
                    .anyMatch(constructor -> constructor.getParameterCount() == 0);
        });
    }

    @Test
    void areNamedAfterTheirHandlers() {
        assertThat(functions).allSatisfy((name, function) ->
                assertThat(FunctionClass.of(function).handler().getSimpleName())
                        .isEqualTo(name.replaceFirst("Function$", "Handler")));
    }

    @Test
    void areEachUsed() {
        Set<String> used = new TreeSet<>();
        StateMachineFile.all().forEach(machine -> used.addAll(machine.functions()));
        functions.forEach((name, function) -> {
            if (function.has("Events")) {
                used.add(name);
            }
        });

        assertThat(used).as("functions that a state machine or an event invokes, and functions of template.yaml")
                .isEqualTo(functions.keySet());
    }

    @Test
    void logToOneGroupThatForgetsInTime() {
        JsonNode logging = template.functionGlobals().path("LoggingConfig");

        assertThat(logging.path("LogFormat").asText()).isEqualTo("JSON");
        assertThat(logging.path("LogGroup").path("Ref").asText()).isEqualTo("FunctionsLogGroup");
        assertThat(functions.values()).noneMatch(function -> function.has("LoggingConfig"));
        assertThat(template.properties("AWS::Logs::LogGroup").keySet())
                .containsExactly("FunctionsLogGroup", "StateMachinesLogGroup");
        assertThat(template.properties("AWS::Logs::LogGroup")).allSatisfy((name, group) ->
                assertThat(group.path("RetentionInDays").path("Ref").asText()).isEqualTo("LogRetentionDays"));
    }

    @Test
    void mayDoNothingByAWildcard() {
        assertThat(template.allActions()).isNotEmpty().noneMatch(action -> action.contains("*"));
    }

    @Test
    void mayDoOnEverythingOnlyWhatCannotBeNarrowed() {
        functions.keySet().forEach(function -> assertThat(template.statements(function))
                .filteredOn(statement -> statement.path("Resource").asText().equals("*"))
                .flatMap(StackTemplate::actionsOf)
                .as("what %s may do on everything", function)
                .isSubsetOf(ON_EVERYTHING));
    }

    @Test
    void deleteOnlySnapshotsThatBearTheApplicationsTag() {
        functions
                .keySet()
                .forEach(function -> assertThat(template.statements(function))
                        .filteredOn(
                                statement -> StackTemplate.actionsOf(statement).contains("rds:DeleteDBSnapshot"))
                        .as(function)
                        .allSatisfy(statement -> assertThat(statement
                                        .at("/Condition/StringEquals")
                                        .path("aws:ResourceTag/pilot-light:application")
                                        .path("Ref")
                                        .asText())
                                .isEqualTo("ApplicationName")));
    }

    @Test
    void deleteOnlyInstancesWhoseNameAndBothTagsSayThatTheyAreOfRestoreTestsOrOfAnIncident() {
        functions.keySet().forEach(function -> assertThat(template.statements(function))
                .filteredOn(statement -> StackTemplate.actionsOf(statement).contains("rds:DeleteDBInstance"))
                .as(function)
                .allSatisfy(statement -> {
                    assertThat(StackTemplate.actionsOf(statement)).isSubsetOf("rds:DeleteDBInstance", "rds:ModifyDBInstance");
                    assertThat(statement.at("/Condition/StringEquals").path("aws:ResourceTag/pilot-light:application")
                            .path("Ref").asText()).isEqualTo("ApplicationName");
                    String names = statement.at("/Resource/Fn::Sub").asText();
                    JsonNode tags = statement.at("/Condition/StringLike");
                    switch (function) {
                        case "RemoveRestoreTestsFunction" -> {
                            assertThat(names).endsWith(":${AWS::Region}:${AWS::AccountId}:db:*-test-????????t??????-??????");
                            assertThat(tags.path("aws:ResourceTag/pilot-light:restore-test").findValuesAsText("Fn::Sub"))
                                    .extracting(name -> name.substring(name.indexOf(":execution:"))).containsExactly(
                                            ":execution:${AWS::StackName}-restore-test:*", ":execution:${AWS::StackName}-reconcile:*");
                        }
                        case "RemovePreparedFunction", "RemoveLeftInstancesFunction" -> {
                            assertThat(statement.path("Resource").findValuesAsText("Fn::Sub")).extracting(name -> name.split(":rds:")[1]).containsExactly(
                                    "${AWS::Region}:${AWS::AccountId}:db:${StandbyInstanceIdentifier}-????????t??????-??????",
                                    "${PrimaryRegion}:${AWS::AccountId}:db:${PrimaryInstanceIdentifier}-????????t??????-??????");
                            assertThat(tags.path("aws:ResourceTag/pilot-light:incident").asText()).isEqualTo("????????t??????");
                        }
                        default -> fail("%s may delete DB instances", function);
                    }
                }));
        assertThat(template.actions("RemoveRestoreTestsFunction")).contains("rds:DeleteDBInstance");
        assertThat(template.actions("RemovePreparedFunction")).contains("rds:DeleteDBInstance");
    }

    @Test
    void restoreATestOnlyUnderATestsNameAndInItsOwnSubnetGroup() {
        assertThat(template.statements("RestoreTestDatabaseFunction"))
                .filteredOn(statement -> !statement.path("Action").asText().equals("rds:DescribeDBSnapshots"))
                .flatExtracting(statement -> statement.path("Resource").findValuesAsText("Fn::Sub"))
                .filteredOn(resource -> resource.contains(":db:") || resource.contains(":subgrp:"))
                .isNotEmpty()
                .allMatch(resource -> resource.endsWith(":db:${StandbyInstanceIdentifier}-test-*")
                        || resource.endsWith(":subgrp:${RestoreTestSubnetGroup}"));
    }

    @Test
    void mayLogOnToARestoredDatabaseAndDoNothingElseWhereTheyLookAtItsData() {
        assertThat(template.actions("CheckRestoredDataFunction"))
                .containsExactly("kms:Decrypt", "rds-db:connect", "secretsmanager:GetSecretValue");
        assertThat(template.actions("CompareRowsFunction")).containsExactly(
                "kms:Decrypt", "rds-db:connect", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "secretsmanager:GetSecretValue");
        JsonNode statements = template.resource("LogOnToRestoredPolicy").at("/Properties/PolicyDocument/Statement");
        assertThat(statements).extracting(statement -> statement.at("/Fn::If/0").asText())
                .containsExactly("TestsLogOnByIam", "TestsLogOnByPassword", "TestSecretHasItsOwnKey");
        assertThat(statements.at("/0/Fn::If/1/Resource/Fn::Sub").asText())
                .endsWith(":rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:*/${RestoreTestUsername}");
        for (String function : List.of("CheckRestoredDataFunction", "CompareRowsFunction")) {
            assertThat(functions.get(function).path("VpcConfig").path("SubnetIds").path("Ref").asText())
                    .isEqualTo("RestoreTestFunctionSubnetIds");
        }
    }

    @Test
    void onlyLookWhereTheyVerify() {
        assertThat(Set.of(
                        "DecideVerificationFunction",
                        "VerifyRecoveryPointsFunction",
                        "VerifyServiceConfigurationFunction"))
                .allSatisfy(function ->
                        assertThat(template.actions(function)).isNotEmpty().isSubsetOf(LOOKS));
        assertThat(template.actions("ReportFindingsFunction")).containsExactly("cloudwatch:PutMetricData", "sns:ListSubscriptionsByTopic");
    }

    @Test
    void markOnlySnapshotsThatBearTheApplicationsTagAndOnlyAsVerified() {
        assertThat(template.statements("MarkVerifiedFunction"))
                .filteredOn(statement -> StackTemplate.actionsOf(statement).contains("rds:AddTagsToResource"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.at("/Resource/Fn::Sub").asText())
                            .endsWith(":snapshot:${PrimaryInstanceIdentifier}-????????t??????");
                    assertThat(statement
                                    .at("/Condition/StringEquals")
                                    .path("aws:ResourceTag/pilot-light:application")
                                    .path("Ref")
                                    .asText())
                            .isEqualTo("ApplicationName");
                    assertThat(statement
                                    .at("/Condition/ForAllValues:StringEquals")
                                    .path("aws:TagKeys"))
                            .extracting(JsonNode::asText)
                            .containsExactlyInAnyOrder(SnapshotTags.VERIFIED, SnapshotTags.VERIFIED + "-at");
                });
    }

    @Test
    void publishOnlyTheProjectsOwnMetrics() {
        functions.keySet().forEach(function -> assertThat(template.statements(function))
                .filteredOn(statement -> StackTemplate.actionsOf(statement).contains("cloudwatch:PutMetricData"))
                .extracting(statement -> statement.at("/Condition/StringEquals/cloudwatch:namespace").asText())
                .as(function)
                .allMatch("PilotLight"::equals));
    }

    @Test
    void reachIntoThePrimaryRegionOnlyToFenceToBackUpToMoveBackAndToLetGoOfWhatWasKept() {
        functions.keySet().stream().filter(function -> !OF_BOTH_REGIONS.contains(function)).forEach(function ->
                assertThat(template.statements(function)).as("%s, which is not in OF_BOTH_REGIONS", function)
                        .noneMatch(statement -> statement.toString().contains("${PrimaryRegion}")));
    }

    @Test
    void leaveWhatTheyCouldNotDoForAPersonWhereNobodyWaitsForThem() {
        assertThat(functions.values())
                .filteredOn(function -> function.has("Events"))
                .isNotEmpty()
                .extracting(function -> function.at("/EventInvokeConfig/DestinationConfig/OnFailure/Destination"))
                .allMatch(destination -> destination.at("/Fn::GetAtt/0").asText().equals("DeadLetterQueue"));
    }
}
