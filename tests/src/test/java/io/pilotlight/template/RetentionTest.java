package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What becomes of things when the stack is removed, renamed, replaced in part, or fails when it is deployed first. */
class RetentionTest {

    /** Whatever holds state, evidence, saved configuration, or moves traffic. */
    private static final Set<String> NEEDED = Set.of("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Logs::LogGroup",
            "AWS::Route53::HealthCheck");
    private static final Pattern NAMED_AFTER_THE_STACK = Pattern.compile("\\$\\{AWS::StackName}(-[a-z-]+)");
    private static final Map<String, Integer> LONGEST = Map.of("AWS::Serverless::StateMachine", 80, "ScheduleV2", 64);

    private final StackTemplate template = new StackTemplate();
    private final JsonNode resources = template.sam().tree().path("Resources");

    @Test
    void keepWhatARecoveryNeedsWhenTheStackGoesOrReplacesIt() {
        resources.properties().stream()
                .filter(resource -> NEEDED.contains(resource.getValue().path("Type").asText())
                        || resource.getKey().equals("StandbyActiveAlarm"))
                .forEach(resource -> {
                    assertThat(resource.getValue().path("DeletionPolicy").asText()).as(resource.getKey())
                            .isEqualTo("RetainExceptOnCreate");
                    assertThat(resource.getValue().path("UpdateReplacePolicy").asText()).as(resource.getKey())
                            .isEqualTo("Retain");
                });
        assertThat(resources.properties().stream()
                .filter(resource -> resource.getValue().path("DeletionPolicy").asText().equals("RetainExceptOnCreate"))
                .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("StateTable", "BackupBucket", "FunctionsLogGroup", "StateMachinesLogGroup",
                        "StandbyActiveHealthCheck", "StandbyActiveAlarm");
    }

    @Test
    void keepNothingOfAFirstDeploymentThatFailed() {
        assertThat(resources.findValuesAsText("DeletionPolicy")).doesNotContain("Retain");
    }

    @Test
    void giveWhatIsKeptNoNameThatWouldKeepTheNextStackOut() {
        resources.properties().stream()
                .filter(resource -> resource.getValue().path("DeletionPolicy").asText().equals("RetainExceptOnCreate"))
                .forEach(resource -> {
                    JsonNode properties = resource.getValue().path("Properties");
                    assertThat(properties.has("TableName") || properties.has("BucketName") || properties.has("AlarmName"))
                            .as(resource.getKey()).isFalse();
                    assertThat(!properties.has("LogGroupName") || properties.path("LogGroupName").toString().contains("AWS::StackId"))
                            .as(resource.getKey()).isTrue();
                });
    }

    @Test
    void ownNoDnsRecordSoThatNothingThatHappensToTheStackMovesTraffic() {
        assertThat(resources.findValuesAsText("Type")).noneMatch(type -> type.startsWith("AWS::Route53::RecordSet"));
    }

    @Test
    void refuseBeforeAnythingElseTheNameOfAStackThatIsTooLongForTheNamesThatAreMadeOfIt() {
        Map<String, Integer> suffixes = suffixes();
        int most = suffixes.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        JsonNode check = template.resource("StackNameOfAtMost43Characters").path("Properties");

        assertThat(suffixes).hasSizeGreaterThan(10);
        assertThat(most).isEqualTo(43);
        assertThat(check.at("/Value/Ref").asText()).isEqualTo("AWS::StackName");
        assertThat("a".repeat(most)).matches(check.path("AllowedPattern").asText());
        assertThat("a".repeat(most + 1)).doesNotMatch(check.path("AllowedPattern").asText());
        assertThat(template.resource("PlanParameter").path("DependsOn").asText()).isEqualTo("StackNameOfAtMost43Characters");
        assertThat(resources.findValuesAsText("FunctionName")).as("names of functions are generated, and fit").isEmpty();
        assertThat(resources.findValuesAsText("RoleName")).isEmpty();
    }

    /** Each name that is made of the stack's, and how long the stack's may be for it. */
    private Map<String, Integer> suffixes() {
        Map<String, Integer> suffixes = new TreeMap<>();
        resources.properties().forEach(resource -> {
            String type = resource.getValue().path("Type").asText();
            JsonNode properties = resource.getValue().path("Properties");
            note(suffixes, type, properties.at("/Name/Fn::Sub").asText());
            properties.path("Events").forEach(event ->
                    note(suffixes, event.path("Type").asText(), event.at("/Properties/Name/Fn::Sub").asText()));
        });
        return suffixes;
    }

    private static void note(Map<String, Integer> suffixes, String type, String name) {
        Matcher matcher = NAMED_AFTER_THE_STACK.matcher(name);
        if (matcher.matches()) {
            suffixes.put(type + matcher.group(1), LONGEST.get(type) - matcher.group(1).length());
        }
    }
}
