package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.command.PilotLight;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plans;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/** {@code ./pilot-light} as a person runs it, against an emulated stack: what it prints, and its exit status. */
@WireTest
class CommandWireTest {

    private static final String MACHINE = "{\"StartAt\": \"Wait\", \"States\": {\"Wait\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}}}";

    private final Wire wire;
    private final URI aws;

    CommandWireTest(Wire wire) {
        this.wire = wire;
        this.aws = wire.moto().endpoint();
    }

    @BeforeEach
    void deploy() {
        ObjectNode template = StrictJson.mapper().createObjectNode();
        ObjectNode resources = template.putObject("Resources");
        resource(resources, "PlanParameter", "AWS::SSM::Parameter").put("Name", "/pilot-light/plan").put("Type", "String").put("Value", Plans.json().toString());
        ObjectNode table = resource(resources, "StateTable", "AWS::DynamoDB::Table").put("BillingMode", "PAY_PER_REQUEST");
        table.putArray("AttributeDefinitions").addObject().put("AttributeName", "application").put("AttributeType", "S");
        table.putArray("KeySchema").addObject().put("AttributeName", "application").put("KeyType", "HASH");
        Stream.of("Failover", "Failback", "Backup", "VerifyBackups", "Reconcile").forEach(name ->
                resource(resources, name + "StateMachine", "AWS::StepFunctions::StateMachine")
                        .put("DefinitionString", MACHINE).put("RoleArn", "arn:aws:iam::123456789012:role/r"));
        try (CloudFormationClient cloudFormation = CloudFormationClient.builder()
                .region(Region.of(Wire.STANDBY)).endpointOverride(aws).httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))).build()) {
            cloudFormation.createStack(request -> request.stackName("pilot-light").templateBody(template.toString()));
        }
    }

    @Test
    void saysHowTheApplicationStands() {
        Printed screen = run("status");

        assertThat(screen.text()).contains("visitor-counter, stack pilot-light in eu-central-1, ", "FINDINGS: somebody has to look",
                "Active     the primary site, eu-west-1; the other site is fenced",
                "Exposure   visitors: no usable recovery point of 1 h; none verified");
        assertThat(screen.status()).isEqualTo(1);
    }

    @Test
    void writesTheSameAsJsonWithItsContract() throws IOException {
        JsonNode situation = StrictJson.mapper().readTree(run("status", "--json").text());

        assertThat(situation.path("contract").asInt()).isEqualTo(1);
        assertThat(situation.fieldNames()).toIterable().containsExactly("contract", "at", "application", "stack", "region", "verdict",
                "because", "active", "running", "databases", "last", "alarms", "findings", "unknown");
        assertThat(situation.path("verdict").asText()).isEqualTo("FINDINGS");
        assertThat(situation.at("/active/site").asText()).isEqualTo("PRIMARY");
        assertThat(situation.at("/databases/1/database").asText()).isEqualTo("audit");
        assertThat(situation.path("unknown")).isEmpty();
    }

    @Test
    void startsTheFailoverAsTheConsoleDoesAndSaysThatOneIsUnderWay() {
        Printed started = run("failover", "--force", "--reason", "the Region is lost", "--no-follow");

        String machine = machine("Failover");
        List<ExecutionListItem> executions = wire.clients(Wire.STANDBY).stepFunctions()
                .listExecutions(request -> request.stateMachineArn(machine)).executions();
        assertThat(executions).hasSize(1);
        assertThat(wire.clients(Wire.STANDBY).stepFunctions()
                .describeExecution(request -> request.executionArn(executions.getFirst().executionArn())).input())
                .isEqualTo("{\"force\":true,\"reason\":\"the Region is lost\"}");
        assertThat(started.text()).contains("https://eu-central-1.console.aws.amazon.com/states/home");
        assertThat(started.status()).isZero();

        Printed status = run("status");
        assertThat(status.text()).contains("RECOVERING: a failover or a move is under way", "Under way  failover, for ");
        assertThat(status.status()).isEqualTo(3);
    }

    @Test
    void cannotTellWhereThereIsNoSuchStackAndSaysWhichOptionNamesIt() {
        Printed none = run("status", "--stack", "pilot-lihgt");

        assertThat(none.text()).startsWith("pilot-light: CloudFormation does not show the stack 'pilot-lihgt' in eu-central-1: ")
                .contains("--stack and --region say which one is meant").hasLineCount(1);
        assertThat(none.status()).isEqualTo(2);
    }

    private static ObjectNode resource(ObjectNode resources, String name, String type) {
        return resources.putObject(name).put("Type", type).putObject("Properties");
    }

    private String machine(String name) {
        return wire.clients(Wire.STANDBY).stepFunctions().listStateMachines().stateMachines().stream()
                .filter(machine -> machine.name().contains(name)).findFirst().orElseThrow().stateMachineArn();
    }

    private record Printed(String text, int status) {}

    private Printed run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), PilotLight.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("AWS_ENDPOINT_URL", aws.toString(), "AWS_REGION", Wire.STANDBY,
                "AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"));
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Printed(text, process.waitFor());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
