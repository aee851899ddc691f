package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plan that the template writes is one that the functions read. */
class PlanParameterTest {

    /** The most that an advanced parameter holds. */
    private static final int MOST_CHARACTERS = 8192;

    private final StackTemplate template = new StackTemplate();
    private final JsonNode parameter = template.resource("PlanParameter").path("Properties");

    @Test
    void writesTheExamplePlan() {
        String document = new DeployedStack(template).text(parameter.path("Value"));

        assertThat(Plan.parse(document)).isEqualTo(Plan.parse(Repository.text("events/plan.json")));
        assertThat(document).hasSizeLessThan(MOST_CHARACTERS);
    }

    @Test
    void writesSeveralSecurityGroupsAsAList() {
        DeployedStack stack = new DeployedStack(template).where("StandbySecurityGroupIds", "sg-0a,sg-0b");

        Plan plan = Plan.parse(stack.text(parameter.path("Value")));

        assertThat(plan.databases().getFirst().standby().securityGroupIds()).containsExactly("sg-0a", "sg-0b");
    }

    @Test
    void movesToADearerTierByItselfWhereThePlanIsLong() {
        assertThat(parameter.path("Tier").asText()).isEqualTo("Intelligent-Tiering");
    }

    @Test
    void acceptsTheExamplesParameters() {
        assertThat(ExampleParameters.of(template)).allSatisfy((name, value) -> {
            JsonNode declared = template.parameters().path(name);
            assertThat(declared.isMissingNode()).as("template.yaml declares %s", name).isFalse();
            if (declared.has("AllowedPattern")) {
                assertThat(value).as(name).matches(declared.path("AllowedPattern").asText());
            }
        });
        assertThat(ExampleParameters.of(template).keySet()).containsExactlyInAnyOrderElementsOf(
                template.parameters().propertyStream().map(Map.Entry::getKey).toList());
    }

    @Test
    void refusesTextThatWouldBreakOutOfThePlan() {
        template.parameters().properties().stream()
                .filter(parameter -> parameter.getValue().has("AllowedPattern"))
                .filter(parameter -> !List.of("CheckExpectations", "RestoreTestTables", "NotificationEmail").contains(parameter.getKey()))
                .forEach(parameter -> assertThat("a\"b").as(parameter.getKey())
                        .doesNotMatch(parameter.getValue().path("AllowedPattern").asText()));
    }

    @Test
    void namesNobodysResourcesByDefault() {
        assertThat(template.parameters().toString()).doesNotContainPattern("\"Default\":\"[^\"]*(arn:|sg-|[0-9]{12})");
    }
}
