package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of the template's resources of whatever type. */
class ResourcesTest {

    /** The types of this template that CloudFormation can tag; of a health check the field has a name of its own. */
    private static final Set<String> TAGGED = Set.of("AWS::CloudWatch::Alarm", "AWS::DynamoDB::Table", "AWS::Events::Rule",
            "AWS::KMS::Key", "AWS::Logs::LogGroup", "AWS::Route53::HealthCheck", "AWS::S3::Bucket",
            "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::SSM::Parameter", "AWS::Serverless::StateMachine");
    private static final Set<String> NOT_TAGGED = Set.of("AWS::IAM::ManagedPolicy", "AWS::S3::BucketPolicy",
            "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Serverless::Function");
    private static final int MOST_LINES = 2_215;

    private final StackTemplate template = new StackTemplate();

    @Test
    void bearTheApplicationsNameAsATagWhereverTheyCan() {
        template.sam().tree().path("Resources").properties().forEach(resource -> {
            String type = resource.getValue().path("Type").asText();
            assertThat(TAGGED.contains(type) || NOT_TAGGED.contains(type))
                    .as("%s stands in TAGGED or in NOT_TAGGED", type).isTrue();
            JsonNode properties = resource.getValue().path("Properties");
            JsonNode tags = properties.has("HealthCheckTags") ? properties.path("HealthCheckTags") : properties.path("Tags");
            if (TAGGED.contains(type)) {
                assertThat(tags.toString()).as(resource.getKey()).contains("application").contains("\"ApplicationName\"");
            }
        });
        assertThat(template.functionGlobals().at("/Tags/application/Ref").asText()).isEqualTo("ApplicationName");
        assertThat(template.functionGlobals().path("PropagateTags").asBoolean()).isTrue();
        assertThat(template.sam().tree().at("/Globals/StateMachine/PropagateTags").asBoolean()).isTrue();
    }

    @Test
    void tagWithTheDeploymentWhatTheTemplateCannot() {
        assertThat(Repository.text("samconfig.toml")).containsPattern("(?m)^tags = \"[^\"]+=[^\"]+\"");
    }

    @Test
    void sayTheVersionOfThePolicyLanguageInEveryPolicy() {
        List<JsonNode> policies = new ArrayList<>();
        template.sam().tree().path("Resources").forEach(resource -> policies.addAll(resource.findParents("Statement")));

        assertThat(policies).isNotEmpty().allSatisfy(policy ->
                assertThat(policy.path("Version").asText()).as("%s", policy).isEqualTo("2012-10-17"));
    }

    @Test
    void usesEverySharedPolicyMoreThanOnce() {
        String text = Repository.text("template.yaml");

        assertThat(template.properties("AWS::IAM::ManagedPolicy").keySet()).isNotEmpty().allSatisfy(policy ->
                assertThat(text.split("!Ref %s\\b".formatted(policy), -1)).as(policy).hasSizeGreaterThan(2));
    }

    @Test
    void fitOnSoManyLines() {
        assertThat(Repository.text("template.yaml").lines().count()).as("lines of template.yaml")
                .isLessThanOrEqualTo(MOST_LINES);
    }
}
