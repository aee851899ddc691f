package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands of {@code docs/infrastructure.md} say what the template asks for, and nothing that it refuses. */
class SiteCommandsTest {

    private static final String OVERRIDES = "--parameter-overrides ";

    private final JsonNode parameters = SiteStack.standby().tree().path("Parameters");
    private final List<Map<String, String>> commands = commands();

    private static List<Map<String, String>> commands() {
        List<Map<String, String>> commands = new ArrayList<>();
        Repository.text("docs/infrastructure.md").lines().filter(line -> line.startsWith("aws cloudformation deploy")).forEach(line -> {
            assertThat(line).contains("--template-file " + SiteStack.FILE, "--capabilities CAPABILITY_IAM", OVERRIDES);
            Map<String, String> given = new HashMap<>();
            Stream.of(line.substring(line.indexOf(OVERRIDES) + OVERRIDES.length()).replace("'", "").split(" "))
                    .forEach(pair -> given.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
            commands.add(given);
        });
        return commands;
    }

    @Test
    void giveValuesThatAreAccepted() {
        assertThat(commands).hasSizeGreaterThan(3).allSatisfy(command -> command.forEach((name, value) -> {
            JsonNode declared = parameters.path(name);
            assertThat(declared.isMissingNode()).as("the template has a parameter %s", name).isFalse();
            if (declared.has("AllowedPattern")) {
                assertThat(value).as(name).matches(declared.path("AllowedPattern").asText());
            }
            if (declared.has("AllowedValues")) {
                assertThat(declared.path("AllowedValues").valueStream().map(JsonNode::asText)).as(name).contains(value);
            }
        }));
    }

    @Test
    void giveWhatHasNoDefaultWhenASiteIsNewAndLetItStandRightAfterwards() {
        List<String> needed = parameters.propertyStream()
                .filter(parameter -> !parameter.getValue().has("Default")).map(Map.Entry::getKey).toList();

        assertThat(commands.stream().filter(command -> command.get("Stage").equals("NEW")).toList())
                .isNotEmpty().allSatisfy(command -> assertThat(command.keySet()).containsAll(needed));
        assertThat(commands.stream().map(command -> command.get("Stage")).toList())
                .as("one by one").isEqualTo(Stream.generate(() -> List.of("NEW", "STANDS")).limit(commands.size() / 2)
                        .flatMap(List::stream).toList());
    }
}
