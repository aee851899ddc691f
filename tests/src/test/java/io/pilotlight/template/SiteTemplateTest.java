package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of a site by the logic of its template alone. */
class SiteTemplateTest {

    private static final Set<String> TAGGED = Set.of("AWS::EC2::FlowLog", "AWS::EC2::InternetGateway",
            "AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::VPC", "AWS::EC2::VPCEndpoint",
            "AWS::ECR::Repository", "AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::ECS::TaskDefinition",
            "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::IAM::Role",
            "AWS::KMS::Key", "AWS::Logs::LogGroup", "AWS::RDS::DBInstance", "AWS::RDS::DBParameterGroup",
            "AWS::RDS::DBSubnetGroup", "AWS::S3::Bucket", "AWS::SecretsManager::Secret");
    private static final Set<String> NOT_TAGGED = Set.of("AWS::EC2::Route", "AWS::EC2::SecurityGroupIngress",
            "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::VPCGatewayAttachment", "AWS::ECR::ReplicationConfiguration",
            "AWS::ElasticLoadBalancingV2::Listener", "AWS::S3::BucketPolicy", "AWS::SecretsManager::SecretTargetAttachment");
    private static final int MOST_LINES = 455;
    /** Of the body of a template in a call of CloudFormation; a longer one is read out of a bucket. */
    private static final int MOST_BYTES_WITHOUT_A_BUCKET = 51_200;

    private final SiteStack standby = SiteStack.standby();
    private final SiteStack primary = SiteStack.with(Map.of("Role", "PRIMARY"));
    private final SiteStack everything = SiteStack.with(Map.of("Role", "PRIMARY", "Stage", "NEW", "ReplicateTo", "eu-west-1"));

    @Test
    void bearsTheApplicationsNameAndTheSitesRoleAsTagsWhereverItCan() {
        everything.resources().forEach((id, resource) -> {
            String type = resource.path("Type").textValue();
            assertThat(TAGGED.contains(type) || NOT_TAGGED.contains(type))
                    .as("%s stands in TAGGED or in NOT_TAGGED", type).isTrue();
            if (TAGGED.contains(type)) {
                assertThat(resource.at("/Properties/Tags").toString()).as(id)
                        .contains("{\"Key\":\"application\",\"Value\":\"visitor-counter\"}")
                        .contains("{\"Key\":\"site\",\"Value\":\"PRIMARY\"}");
            }
        });
        assertThat(everything.resources().keySet())
                .containsExactlyInAnyOrderElementsOf(everything.tree().path("Resources").propertyStream().map(Map.Entry::getKey).toList());
        assertThat(everything.properties("Service").path("PropagateTags").asText()).isEqualTo("SERVICE");
    }

    @Test
    void opensNothingToEverybodyButTheLoadBalancersTwoPorts() {
        Map<String, String> open = new TreeMap<>();
        everything.resources("AWS::EC2::SecurityGroup").forEach((group, resource) ->
                resource.at("/Properties/SecurityGroupIngress").forEach(rule -> open.merge(group, port(rule), "%s,%s"::formatted)));

        assertThat(open).containsExactly(Map.entry("LoadBalancerSecurityGroup", "443,80"));
        assertThat(everything.resources("AWS::EC2::SecurityGroupIngress").values())
                .extracting(rule -> rule.path("Properties"))
                .extracting(rule -> "%s from %s at %s".formatted(
                        rule.path("GroupId").asText(), rule.path("SourceSecurityGroupId").asText(), port(rule)))
                .containsExactlyInAnyOrder("TaskSecurityGroup from LoadBalancerSecurityGroup at 80",
                        "DatabaseSecurityGroup from TaskSecurityGroup at 3306",
                        "RestoreTestSecurityGroup from RestoreTestFunctionSecurityGroup at 3306");
    }

    @Test
    void letsNothingOutButToWhatIsNamed() {
        Map<String, List<String>> ways = new TreeMap<>();
        everything.resources("AWS::EC2::SecurityGroup").forEach((group, resource) ->
                ways.put(group, resource.at("/Properties/SecurityGroupEgress").valueStream()
                        .map(rule -> rule.path("DestinationSecurityGroupId").asText(rule.path("CidrIp").asText()) + " " + port(rule))
                        .toList()));

        assertThat(ways).containsOnly(
                Map.entry("LoadBalancerSecurityGroup", List.of("TaskSecurityGroup 80")),
                Map.entry("TaskSecurityGroup", List.of("0.0.0.0/0 443", "DatabaseSecurityGroup 3306")),
                Map.entry("DatabaseSecurityGroup", List.of("127.0.0.1/32 ")),
                Map.entry("RestoreTestSecurityGroup", List.of("127.0.0.1/32 ")),
                Map.entry("RestoreTestFunctionSecurityGroup", List.of("RestoreTestSecurityGroup 3306", "0.0.0.0/0 443")));
    }

    private static String port(JsonNode rule) {
        assertThat(rule.path("FromPort")).isEqualTo(rule.path("ToPort"));
        return rule.path("FromPort").asText();
    }

    @Test
    void keepsDatabasesAndRestoreTestsWithoutARouteToAnywhere() {
        Map<String, Set<String>> subnets = new TreeMap<>();
        standby.resources("AWS::EC2::SubnetRouteTableAssociation").values().forEach(routes ->
                subnets.computeIfAbsent(routes.at("/Properties/RouteTableId").asText(), _ -> new TreeSet<>())
                        .add(routes.at("/Properties/SubnetId").asText()));

        assertThat(standby.resources("AWS::EC2::Route").values()).extracting(route -> route.at("/Properties/RouteTableId").asText())
                .containsExactly("PublicRouteTable");
        assertThat(subnets).containsOnly(
                Map.entry("PublicRouteTable", Set.of("LoadBalancerSubnetA", "LoadBalancerSubnetB", "TaskSubnetA", "TaskSubnetB")),
                Map.entry("DatabaseRouteTable", Set.of("DatabaseSubnetA", "DatabaseSubnetB")),
                Map.entry("RestoreTestRouteTable", Set.of("RestoreTestSubnetA", "RestoreTestSubnetB")));
        assertThat(subnetsOf("DatabaseSubnetGroup")).isEqualTo(subnets.get("DatabaseRouteTable"));
        assertThat(subnetsOf("RestoreTestSubnetGroup")).isEqualTo(subnets.get("RestoreTestRouteTable"));
        assertThat(standby.properties("RestoreTestS3Endpoint").path("RouteTableIds").toString()).isEqualTo("[\"RestoreTestRouteTable\"]");
    }

    private Set<String> subnetsOf(String group) {
        return standby.properties(group).path("SubnetIds").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    @Test
    void liesInTwoZonesOfEachKindWithoutAnAddressInTwoSubnets() {
        Map<String, String> zones = new TreeMap<>();
        Set<String> ranges = new TreeSet<>();
        standby.resources("AWS::EC2::Subnet").forEach((id, subnet) -> {
            zones.merge(id.replaceFirst("[AB]$", ""), subnet.at("/Properties/AvailabilityZone").asText(), "%s %s"::formatted);
            ranges.add(subnet.at("/Properties/CidrBlock").asText());
        });

        assertThat(zones.keySet()).containsExactly("DatabaseSubnet", "LoadBalancerSubnet", "RestoreTestSubnet", "TaskSubnet");
        assertThat(zones.values()).containsOnly("eu-central-1a eu-central-1b");
        assertThat(ranges).hasSize(8).allSatisfy(range -> {
            assertThat(range).matches("10\\.20\\.\\d+\\.0/20");
            assertThat(Integer.parseInt(range.split("\\.")[2]) % 16).as(range).isZero();
        });
    }

    @Test
    void ownsTheCountOfTasksAndTheReleaseWhileItIsNewAlone() {
        SiteStack fresh = SiteStack.with(Map.of("Stage", "NEW"));

        assertThat(fresh.properties("Service").path("DesiredCount").asInt(-1)).isZero();
        assertThat(fresh.properties("Service").path("TaskDefinition").asText()).isEqualTo("TaskDefinition");
        assertThat(standby.properties("Service").has("DesiredCount")).isFalse();
        assertThat(standby.properties("Service").path("TaskDefinition").asText()).isEqualTo("visitor-counter");
        assertThat(standby.resources()).doesNotContainKey("TaskDefinition");
        assertThat(fresh.resources().get("TaskDefinition").path("DeletionPolicy").asText()).startsWith("Retain");
        assertThat(fresh.properties("TaskDefinition").path("Family").asText()).isEqualTo("visitor-counter");
    }

    @Test
    void neverTakesAStackThatStandsForANewOneBySayingNothing() {
        assertThat(standby.tree().at("/Parameters/Stage").has("Default")).isFalse();
        assertThat(SiteStack.with(Map.of("Stage", "NEW")).outputs()).isEmpty();
    }

    @Test
    void ownsNothingElseThatARecoveryChanges() {
        assertThat(everything.resources().values()).extracting(resource -> resource.path("Type").asText())
                .noneMatch(type -> type.startsWith("AWS::Route53::") || type.startsWith("AWS::ApplicationAutoScaling::") || type.startsWith("AWS::SSM::"));
        assertThat(standby.properties("DatabaseSecret").has("SecretString")).isFalse();
        assertThat(standby.properties("Service").path("ServiceName").asText()).as("a named service is never replaced").isNotEmpty();
    }

    @Test
    void keepsWhatARecoveryNeedsWhenTheStackIsRemoved() {
        assertThat(standby.resources()).allSatisfy((id, resource) ->
                assertThat(resource.path("DeletionPolicy").asText("Delete")).as(id).isEqualTo(
                        Set.of("DatabaseSecret", "Key", "LogBucket", "Repository", "TaskLogGroup").contains(id) ? "RetainExceptOnCreate" : "Delete"));
        assertThat(primary.resources().get("Database").path("DeletionPolicy").asText()).isEqualTo("Snapshot");
    }

    @Test
    void servesOverHttpsWhereThereIsACertificateAndSendsHttpThere() {
        assertThat(listeners(standby)).containsOnly(Map.entry("Listener", "HTTPS 443 forward"), Map.entry("RedirectingListener", "HTTP 80 redirect"));
        assertThat(listeners(SiteStack.with(Map.of("CertificateArn", "")))).containsOnly(Map.entry("Listener", "HTTP 80 forward"));
    }

    private static Map<String, String> listeners(SiteStack stack) {
        Map<String, String> listeners = new TreeMap<>();
        stack.resources("AWS::ElasticLoadBalancingV2::Listener").forEach((id, resource) -> {
            JsonNode properties = resource.path("Properties");
            listeners.put(id, "%s %s %s".formatted(properties.path("Protocol").asText(), properties.path("Port").asText(),
                    properties.at("/DefaultActions/0/Type").asText()));
            assertThat(properties.has("Certificates")).isEqualTo(properties.path("Protocol").asText().equals("HTTPS"));
        });
        return listeners;
    }

    @Test
    void letsGoOfClientsSoonAndOfItsTasksSoon() {
        assertThat(attributes("LoadBalancer", "LoadBalancerAttributes"))
                .containsEntry("deletion_protection.enabled", "true")
                .containsEntry("access_logs.s3.enabled", "true")
                .containsEntry("access_logs.s3.bucket", "LogBucket")
                .hasEntrySatisfying("client_keep_alive.seconds", seconds -> assertThat(Integer.parseInt(seconds)).isLessThanOrEqualTo(180));
        assertThat(attributes("TargetGroup", "TargetGroupAttributes"))
                .hasEntrySatisfying("deregistration_delay.timeout_seconds", seconds -> assertThat(Integer.parseInt(seconds)).isLessThan(300));
    }

    private Map<String, String> attributes(String id, String property) {
        return standby.properties(id).path(property).valueStream()
                .collect(Collectors.toMap(attribute -> attribute.path("Key").asText(), attribute -> attribute.path("Value").asText()));
    }

    @Test
    void letsATaskReadNothingButItsOwnSecretAndImageAndWriteItsOwnLog() {
        assertThat(standby.properties("ExecutionRole").findValues("Statement").getLast().valueStream()
                .map(statement -> "%s %s".formatted(statement.path("Action"), statement.path("Resource")).replace("\"", "")))
                .containsExactlyInAnyOrder("ecr:GetAuthorizationToken *",
                        "[ecr:BatchCheckLayerAvailability,ecr:BatchGetImage,ecr:GetDownloadUrlForLayer] arn:aws:ecr:eu-central-1:123456789012:repository/visitor-counter",
                        "[logs:CreateLogStream,logs:PutLogEvents] TaskLogGroup.Arn",
                        "secretsmanager:GetSecretValue DatabaseSecret",
                        "kms:Decrypt Key.Arn");
        assertThat(standby.properties("TaskRole").has("ManagedPolicyArns") || standby.properties("TaskRole").has("Policies")).isFalse();
    }

    @Test
    void copiesImagesToTheOtherSiteWhereItIsNamed() {
        assertThat(standby.resources()).doesNotContainKey("ImageReplication");
        assertThat(everything.properties("ImageReplication").toString())
                .contains("\"Region\":\"eu-west-1\"").contains("\"Filter\":\"visitor-counter\"");
    }

    @Test
    void fitsOnSoManyLinesAndIntoOneCall() {
        assertThat(Repository.text(SiteStack.FILE).lines().count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(Repository.text(SiteStack.FILE).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES_WITHOUT_A_BUCKET);
    }
}
