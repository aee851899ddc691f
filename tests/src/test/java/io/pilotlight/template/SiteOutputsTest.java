package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.plan.DatabaseSite;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.RestoreTest;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.Site;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The outputs of a site are what a plan says of it, by the plan's own names. */
class SiteOutputsTest {

    /** What a person decides, or what is the application's: no site knows it. */
    private static final Set<String> DECIDED = Set.of("DatabaseMultiAz", "DatabaseDeletionProtection", "DatabaseIamAuthentication",
            "DatabaseStorage", "DatabaseLogExports", "DatabaseExtendedSupport", "DatabaseCaCertificate", "DatabaseAlternatives",
            "DatabaseSharesPassword", "DatabaseEndpointParameter", "ServiceDesiredCount", "ServiceMinimumCapacity",
            "ServiceMaximumCapacity", "ServiceAlternatives", "RestoreTestInstanceClass", "RestoreTestSchema", "RestoreTestUsername",
            "RestoreTestAuthentication", "RestoreTestSecretId", "RestoreTestPasswordField", "RestoreTestCheckTable", "RestoreTestTables");
    private static final Set<String> FOR_THE_STACK = Set.of(
            "RestoreTestFunctionSubnetIds", "RestoreTestFunctionSecurityGroupIds", "TaskRoleArns", "PasswordSecretKeyArn");

    private final Map<String, String> outputs = SiteStack.standby().outputs();

    @Test
    void areEverythingThatAPlanSaysOfASiteAndNobodyDecides() {
        Set<String> known = new TreeSet<>(DECIDED);
        known.addAll(outputs.keySet());
        known.removeAll(FOR_THE_STACK);

        assertThat(known).containsExactlyInAnyOrderElementsOf(Stream.of(fields("", Site.class), fields("Database", DatabaseSite.class),
                fields("Service", ServiceSite.class), fields("RestoreTest", RestoreTest.class)).flatMap(List::stream).toList());
        assertThat(outputs.keySet()).doesNotContainAnyElementsOf(DECIDED);
    }

    private static List<String> fields(String prefix, Class<?> part) {
        return Arrays.stream(part.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1))
                .toList();
    }

    @Test
    void makeAPlanThatIsAccepted() {
        Map<String, String> primary = SiteStack.with(Map.of("Role", "PRIMARY")).outputs();

        Plan plan = Plan.parse(SitePlan.of(Map.of(), outputs).toString());

        assertThat(plan.databases().getFirst().standby().subnetGroup()).isEqualTo("DatabaseSubnetGroup");
        assertThat(plan.databases().getFirst().standby().optionGroup()).isEqualTo("default:mysql-8-4");
        assertThat(plan.databases().getFirst().isolated().subnetGroup()).isEqualTo("RestoreTestSubnetGroup");
        assertThat(plan.services().getFirst().standby().targetGroupArn()).isEqualTo("TargetGroup");
        assertThat(primary.keySet()).isEqualTo(outputs.keySet());
    }

    @Test
    void giveTheStackOfPilotLightWhatItAsksForBesideThePlan() {
        JsonNode parameters = new StackTemplate().parameters();

        assertThat(FOR_THE_STACK).allSatisfy(output -> assertThat(
                parameters.has(output) || parameters.has("Standby" + output)).as(output).isTrue());
        assertThat(outputs).containsEntry("RestoreTestFunctionSubnetIds", "RestoreTestSubnetA,RestoreTestSubnetB")
                .containsEntry("RestoreTestFunctionSecurityGroupIds", "RestoreTestFunctionSecurityGroup")
                .containsEntry("TaskRoleArns", "ExecutionRole.Arn,TaskRole.Arn");
    }
}
