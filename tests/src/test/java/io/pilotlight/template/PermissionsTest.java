package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions may do reaches no further than they go. */
class PermissionsTest {

    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:";

    private final StackTemplate template = new StackTemplate();

    @ParameterizedTest
    @CsvSource({"HEALTH_CHECK, false", "RECORD, true"})
    void changeRecordsInModeRecordAlone(String mode, boolean mayChange) {
        DeployedStack stack = new DeployedStack(template).where("TrafficMode", mode);

        List<String> policies = template.resource("SwitchTrafficFunction").at("/Properties/Policies").valueStream()
                .filter(policy -> !policy.has("Ref"))
                .map(policy -> stack.resolve(policy).toString())
                .toList();

        assertThat(policies.stream().anyMatch(policy -> policy.contains("route53:"))).isEqualTo(mayChange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"visitor-db-mobile", "visitor-database", "visitor-db-20261122t165017-221640-x"})
    void leaveANeighbourAloneWhoseNameBeginsAsTheDatabases(String neighbour) {
        DeployedStack stack = new DeployedStack(template)
                .where("PrimaryInstanceIdentifier", "visitor-db").where("StandbyInstanceIdentifier", "visitor-db");

        template.sam().tree().path("Resources").properties().forEach(resource -> {
            for (JsonNode arn : resource.getValue().findValues("Fn::Sub")) {
                if (arn.asText().matches(".*:(db|snapshot):\\$.*")) {
                    String name = stack.text(JsonNodeFactory.instance.objectNode().set("Fn::Sub", arn)).replaceAll(".*:(db|snapshot):", "");
                    assertThat(neighbour).as(resource.getKey()).doesNotMatch(name.replace("?", ".").replace("*", ".*"));
                }
            }
        });
    }

    /** An ARN without them is found by Secrets Manager, and denied by IAM. */
    @ParameterizedTest
    @CsvSource({"shop-AbC123, true", "team/shop@prod-a1B2c3, true", "shop, false", "shop-db, false", "shop-AbC12, false"})
    void takeTheArnOfASecretOnlyWithTheSixCharactersAtItsEnd(String name, boolean taken) {
        for (String parameter : List.of("PrimaryPasswordSecretArn", "StandbyPasswordSecretArn", "RestoreTestSecretArn")) {
            JsonNode declared = template.parameters().path(parameter);

            assertThat((SECRET + name).matches(declared.path("AllowedPattern").asText())).as(parameter).isEqualTo(taken);
            assertThat(declared.path("ConstraintDescription").asText()).as(parameter).contains("six characters");
        }
    }
}
