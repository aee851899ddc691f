package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a pilot light costs while nothing happens, held to the figures of {@code docs/infrastructure.md}. */
class SiteCostTest {

    private static final double HOURS_A_MONTH = 730;

    /** What is billed by what stands in it, or by what is asked of it: next to nothing while it is idle. */
    private static final Set<String> BY_USE = Set.of("AWS::ECR::Repository", "AWS::EC2::FlowLog", "AWS::Logs::LogGroup", "AWS::S3::Bucket");

    private static final Set<String> FREE = Set.of("AWS::EC2::InternetGateway", "AWS::EC2::Route", "AWS::EC2::RouteTable",
            "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::Subnet",
            "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::VPC", "AWS::EC2::VPCEndpoint", "AWS::EC2::VPCGatewayAttachment",
            "AWS::ECR::ReplicationConfiguration", "AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::ECS::TaskDefinition",
            "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::IAM::Role",
            "AWS::RDS::DBParameterGroup", "AWS::RDS::DBSubnetGroup", "AWS::S3::BucketPolicy");

    /** What is billed for being there, in dollars a month in eu-central-1; the load balancer with an address in each of two zones. */
    private static final Map<String, Double> BY_TIME = Map.of(
            "AWS::ElasticLoadBalancingV2::LoadBalancer", (0.027 + 2 * 0.005) * HOURS_A_MONTH,
            "AWS::KMS::Key", 1.0,
            "AWS::SecretsManager::Secret", 0.4);

    private final SiteStack standby = SiteStack.with(Map.of("Stage", "NEW", "ReplicateTo", "eu-west-1"));

    @Test
    void costsWhatTheDocumentSaysAndNotMore() {
        double month = standby.resources().values().stream()
                .map(resource -> resource.path("Type").textValue())
                .filter(type -> !FREE.contains(type) && !BY_USE.contains(type))
                .mapToDouble(type -> {
                    assertThat(BY_TIME).as("an idle pilot light has none of it, or its price is known").containsKey(type);
                    return BY_TIME.get(type);
                })
                .sum();

        Matcher said = Pattern.compile("\\| \\*\\*all\\*\\* \\|.*\\| \\*\\*(\\d+\\.\\d\\d)\\*\\* \\|").matcher(Repository.text("docs/infrastructure.md"));
        assertThat(said.find()).isTrue();
        assertThat("%.2f".formatted(month)).isEqualTo(said.group(1));
    }

    @Test
    void hasNoEndpointThatIsBilledByTheHour() {
        assertThat(standby.resources("AWS::EC2::VPCEndpoint").values()).isNotEmpty()
                .extracting(endpoint -> endpoint.at("/Properties/VpcEndpointType").asText()).containsOnly("Gateway");
    }

    @Test
    void runsNoTaskAndNoDatabase() {
        assertThat(standby.properties("Service").path("DesiredCount").asInt(-1)).isZero();
        assertThat(standby.resources("AWS::RDS::DBInstance")).isEmpty();
        assertThat(SiteStack.with(Map.of("Role", "PRIMARY")).resources("AWS::RDS::DBInstance")).hasSize(1);
    }

    @Test
    void letsTasksReachWhatTheyStartWithWithoutAnythingThatIsThereBeforehand() {
        JsonNode network = standby.properties("Service").at("/NetworkConfiguration/AwsvpcConfiguration");

        assertThat(network.path("AssignPublicIp").asText()).isEqualTo("ENABLED");
        assertThat(network.path("Subnets").toString()).isEqualTo("[\"TaskSubnetA\",\"TaskSubnetB\"]");
        assertThat(standby.resources("AWS::EC2::SubnetRouteTableAssociation").values())
                .filteredOn(routes -> routes.at("/Properties/SubnetId").asText().startsWith("TaskSubnet"))
                .extracting(routes -> routes.at("/Properties/RouteTableId").asText()).containsOnly("PublicRouteTable");
        assertThat(standby.properties("RouteToTheInternet").path("GatewayId").asText()).isEqualTo("InternetGateway");
    }
}
