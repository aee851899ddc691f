package io.pilotlight.serviceconfiguration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.serviceconfiguration.TaskDefinitionMirror.Given;
import io.pilotlight.serviceconfiguration.TaskDefinitionMirror.Mirrored;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * What people write into task definitions and services, in {@code task-definitions.json}: each is mirrored as it says there,
 * or names the fields of which nobody knows what they should be.
 */
class MirroredDefinitionsTest {

    static Stream<Named<JsonNode>> cases() throws IOException {
        try (InputStream file = MirroredDefinitionsTest.class.getResourceAsStream("/task-definitions.json")) {
            return StrictJson.mapper().readTree(file).valueStream().map(each -> Named.of(each.path("name").asText(), each));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isMirroredOrNamesWhatNobodyKnows(JsonNode each) {
        Mirrored mirrored = TaskDefinitionMirror.of(definition(each, "active"),
                Optional.of(each).filter(one -> one.has("before")).map(one -> definition(one, "before")),
                definition(each, "idle"), each.path("activeRegion").asText(), each.path("idleRegion").asText(), Given.NOTHING);

        assertThat(mirrored.unmapped()).containsExactlyInAnyOrderElementsOf(texts(each, "unmapped"));
        assertThat(mirrored.shared()).isEqualTo(texts(each, "shared"));
        each.path("wanted").propertyStream().forEach(wanted ->
                assertThat(mirrored.definition().at(wanted.getKey())).as(wanted.getKey()).isEqualTo(wanted.getValue()));
        assertThat(SdkJson.read(mirrored.definition(), RegisterTaskDefinitionRequest.builder()).build().family()).isEqualTo("shop-dr");
        if (each.has("activeService")) {
            assertThat(ServiceSettings.differing((ObjectNode) each.path("activeService"), (ObjectNode) each.path("idleService")))
                    .isEqualTo(texts(each, "settings"));
        }
    }

    private static ObjectNode definition(JsonNode each, String field) {
        ObjectNode definition = each.path(field).deepCopy();
        return definition.put("family", field.equals("idle") ? "shop-dr" : "shop")
                .put("taskDefinitionArn", "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:7");
    }

    private static List<String> texts(JsonNode each, String field) {
        return each.path(field).valueStream().map(JsonNode::textValue).toList();
    }
}
