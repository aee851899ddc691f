package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
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
            "ecs:DescribeTaskDefinition",
            "ecs:RegisterTaskDefinition",
            "rds:DescribeAccountAttributes");

    /** A failover must do without the primary Region; backups go both ways. */
    private static final Set<String> OF_BOTH_REGIONS = Set.of("FenceSiteFunction", "DecideBackupsFunction",
            "TakeSnapshotFunction", "CopySnapshotFunction", "SaveServiceConfigurationFunction", "MirrorServiceFunction",
            "PruneRecoveryPointsFunction", "MeasureExposureFunction");

    private final StackTemplate template = new StackTemplate();
    private final SortedMap<String, JsonNode> functions = template.properties(StackTemplate.FUNCTION);

    @Test
    void haveAHandlerThatLambdaCanMake() {
        assertThat(functions).isNotEmpty().allSatisfy((name, function) -> {
            Class<?> handler = FunctionClass.of(function).handler();
            assertThat(handler).isPublic().isFinal().isAssignableTo(RequestHandler.class);
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

        assertThat(used).isEqualTo(functions.keySet());
    }

    @Test
    void logToGroupsOfTheirOwnThatForgetInTime() {
        assertThat(functions).allSatisfy((name, function) -> {
            String group = function.path("LoggingConfig").path("LogGroup").path("Ref").asText();
            assertThat(group).isEqualTo(name.replaceFirst("Function$", "LogGroup"));
            assertThat(template.resource(group).path("Type").asText()).isEqualTo("AWS::Logs::LogGroup");
        });
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
                .as(function)
                .isSubsetOf(ON_EVERYTHING));
    }

    @Test
    void deleteOnlySnapshotsThatBearTheApplicationsTag() {
        functions.keySet().forEach(function -> assertThat(template.statements(function))
                .filteredOn(statement -> StackTemplate.actionsOf(statement).contains("rds:DeleteDBSnapshot"))
                .as(function)
                .allSatisfy(statement -> assertThat(statement.at("/Condition/StringEquals")
                        .path("aws:ResourceTag/pilot-light:application").path("Ref").asText()).isEqualTo("ApplicationName")));
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
    void reachIntoThePrimaryRegionOnlyToFenceAndToBackUp() {
        functions.keySet().stream().filter(function -> !OF_BOTH_REGIONS.contains(function)).forEach(function ->
                assertThat(template.statements(function)).as(function)
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
