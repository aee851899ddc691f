package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.Plan;
import io.pilotlight.simulator.states.ExecutionDescription;
import io.pilotlight.template.SitePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.ReplicationDestination;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Sites that {@code infrastructure/site.yaml} makes in an emulated AWS: what they are, that the packaged functions recover
 * between two of them, and that the stack, applied again, leaves alone what a recovery has changed.
 */
@WireTest
class SiteStackWireTest {

    private static final String PUBLIC = "counter.example.com";
    private static final String SNAPSHOT = "visitor-counter-db-20261122t164500";

    private final Wire wire;
    private final WebServer web = new WebServer();

    SiteStackWireTest(Wire wire) {
        this.wire = wire;
    }

    @AfterEach
    void stopWebServer() {
        web.close();
    }

    @Test
    void makesAPilotLightThatRunsNothing() {
        Map<String, String> outputs = EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY").outputs();

        Service service = service(Wire.STANDBY, outputs);
        assertThat(service.desiredCount()).isZero();
        assertThat(service.runningCount()).isZero();
        assertThat(wire.clients(Wire.STANDBY).rds().describeDBInstances().dbInstances()).isEmpty();
        assertThat(found("DescribeNatGateways", "natGatewayId")).isEmpty();
        assertThat(found("DescribeAddresses", "allocationId")).isEmpty();
        assertThat(found("DescribeVpcEndpoints", "vpcEndpointType")).isNotEmpty().containsOnly("Gateway");
    }

    @Test
    void givesNothingToBuildAPlanOnWhileItIsNew() {
        assertThat(EmulatedStack.make(wire, Wire.STANDBY, "STANDBY").outputs()).isEmpty();
    }

    @Test
    void opensNothingToEverybodyButTheLoadBalancersTwoPorts() {
        EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY");

        assertThat(ingressOfEverybody()).containsExactlyInAnyOrder("80", "443");
    }

    @Test
    void tagsWhatItMakes() {
        Map<String, String> outputs = EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY").outputs();
        Clients clients = wire.clients(Wire.STANDBY);
        String balancer = clients.loadBalancing().describeLoadBalancers().loadBalancers().getFirst().loadBalancerArn();
        Set<String> tagged = Set.of("application=visitor-counter", "site=STANDBY");

        assertThat(tags(clients.loadBalancing().describeTags(request -> request.resourceArns(balancer)).tagDescriptions().getFirst()
                .tags().stream().map(tag -> tag.key() + "=" + tag.value()))).containsAll(tagged);
        assertThat(tags(clients.secrets().describeSecret(request -> request.secretId(outputs.get("DatabasePasswordSecretId")))
                .tags().stream().map(tag -> tag.key() + "=" + tag.value()))).containsAll(tagged);
        assertThat(tags(clients.kms().listResourceTags(request -> request.keyId(outputs.get("DatabaseKmsKeyId")))
                .tags().stream().map(tag -> tag.tagKey() + "=" + tag.tagValue()))).containsAll(tagged);
        assertThat(tags(service(Wire.STANDBY, outputs).tags().stream().map(tag -> tag.key() + "=" + tag.value()))).containsAll(tagged);
        for (String type : List.of("vpc", "subnet", "security-group", "route-table", "internet-gateway", "vpc-endpoint")) {
            String form = "Action=DescribeTags&Version=2016-11-15&Filter.1.Name=resource-type&Filter.1.Value.1=%s&Filter.2.Name=key&Filter.2.Value.1=site";
            assertThat(wire.moto().query("ec2", Wire.STANDBY, form.formatted(type))).as(type).contains("<value>STANDBY</value>");
        }
        assertThat(wire.moto().query("ec2", Wire.STANDBY, "Action=DescribeFlowLogs&Version=2016-11-15")).contains("<value>STANDBY</value>");
    }

    @Test
    void letsGoOfClientsWithinThreeMinutesAndRefusesToBeDeleted() {
        EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY");
        var loadBalancing = wire.clients(Wire.STANDBY).loadBalancing();
        String balancer = loadBalancing.describeLoadBalancers().loadBalancers().getFirst().loadBalancerArn();

        assertThat(loadBalancing.describeLoadBalancerAttributes(request -> request.loadBalancerArn(balancer)).attributes().stream()
                .collect(Collectors.toMap(LoadBalancerAttribute::key, LoadBalancerAttribute::value)))
                .containsEntry("client_keep_alive.seconds", "180")
                .containsEntry("deletion_protection.enabled", "true")
                .containsEntry("access_logs.s3.enabled", "true");
    }

    @Test
    void tellsAPrimarysTasksWhereTheirDatabaseIs() {
        Map<String, String> outputs = EmulatedStack.standing(wire, Wire.PRIMARY, "PRIMARY").outputs();

        DBInstance database = database(Wire.PRIMARY, outputs.get("DatabaseInstanceIdentifier"));
        assertThat(secret(Wire.PRIMARY, outputs).path(outputs.get("DatabaseHostField")).asText()).isEqualTo(database.endpoint().address());
        assertThat(database.dbSubnetGroup().dbSubnetGroupName()).isEqualTo(outputs.get("DatabaseSubnetGroup"));
        assertThat(database.publiclyAccessible()).isFalse();
    }

    @Test
    void standsForAnApplicationThatReadsItsSecretByNamesOfItsOwn() {
        Map<String, String> outputs = EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY", Map.of(
                "DatabaseSecretFields", "{\"DB_USER\":\"admin\",\"DB_NAME\":\"lampstackecs_db\",\"DB_HOST\":\"\"}",
                "DatabasePasswordField", "DB_PASS", "DatabaseHostField", "DB_HOST", "DatabaseEngineVersion", "8.0")).outputs();

        Plan plan = Plan.parse(SitePlan.of(Map.of(), outputs).toString());

        assertThat(secret(Wire.STANDBY, outputs).properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("DB_USER", "DB_NAME", "DB_HOST", "DB_PASS");
        assertThat(plan.databases().getFirst().standby().hostField()).isEqualTo("DB_HOST");
        assertThat(plan.databases().getFirst().standby().optionGroup()).isEqualTo("default:mysql-8-0");
    }

    @Test
    void copiesItsImagesToTheOtherSite() {
        EmulatedStack.standing(wire, Wire.PRIMARY, "PRIMARY", Map.of("ReplicateTo", Wire.STANDBY));

        assertThat(wire.clients(Wire.PRIMARY).images().describeRegistry(request -> { }).replicationConfiguration().rules().getFirst().destinations())
                .extracting(ReplicationDestination::region).containsExactly(Wire.STANDBY);
    }

    /** Each site's own definition says what is a site's: nobody has to name anything. */
    @Test
    void takesAReleaseOverFromTheOtherSiteWithItsOwnImageRolesSecretAndLog() {
        Map<String, String> primary = EmulatedStack.standing(wire, Wire.PRIMARY, "PRIMARY").outputs();
        Map<String, String> standby = EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY").outputs();
        new EmulatedState(wire);
        TaskDefinition own = definition(Wire.STANDBY, standby);

        mirrorTheNextRelease(primary, standby);

        TaskDefinition mirrored = definition(Wire.STANDBY, standby);
        ContainerDefinition container = mirrored.containerDefinitions().getFirst();
        assertThat(mirrored.memory()).isEqualTo("1024");
        assertThat(container.image()).isEqualTo("123456789012.dkr.ecr.eu-central-1.amazonaws.com/visitor-counter:2");
        assertThat(List.of(mirrored.executionRoleArn(), mirrored.taskRoleArn())).isEqualTo(List.of(own.executionRoleArn(), own.taskRoleArn()));
        assertThat(container.secrets()).extracting(Secret::valueFrom).containsExactly(standby.get("DatabasePasswordSecretId"));
        assertThat(container.logConfiguration()).isEqualTo(own.containerDefinitions().getFirst().logConfiguration());
        assertThat(service(Wire.STANDBY, standby).desiredCount()).isZero();
    }

    @Test
    void areFoundTheSameByTheDailyCheckWhereTheirParametersAre() {
        assertThat(findingsOfTheDailyCheck("SERVICE")).isEmpty();
    }

    @Test
    void areFoundDifferentByTheDailyCheckWhereTheirParametersAre() {
        assertThat(findingsOfTheDailyCheck("NONE")).singleElement()
                .satisfies(finding -> assertThat(finding.path("problem").asText()).contains("propagateTags"));
    }

    private JsonNode findingsOfTheDailyCheck(String tagsOfTheStandby) {
        Map<String, String> primary = EmulatedStack.standing(wire, Wire.PRIMARY, "PRIMARY").outputs();
        Map<String, String> standby = EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY", Map.of("PropagateTags", tagsOfTheStandby)).outputs();
        new EmulatedState(wire);
        new EmulatedBucket(wire);
        mirrorTheNextRelease(primary, standby);
        ObjectNode service = StrictJson.mapper().createObjectNode()
                .put("application", EmulatedApplication.NAME).put("name", "web").put("bucket", EmulatedBucket.NAME);
        ObjectNode saving = service.deepCopy().put("region", Wire.PRIMARY);
        saving.set("site", SitePlan.of(primary, standby).at("/services/0/primary"));
        wire.call("SaveServiceConfigurationFunction", saving);
        return wire.call("VerifyServiceConfigurationFunction", betweenSites(service.put("rpoSeconds", 3600), primary, standby))
                .path("findings");
    }

    @Test
    void servesAfterAFailoverAndStaysAsItIsWhenTheStackIsAppliedAgain() {
        EmulatedStack primary = EmulatedStack.standing(wire, Wire.PRIMARY, "PRIMARY");
        EmulatedStack standby = EmulatedStack.standing(wire, Wire.STANDBY, "STANDBY");
        Map<String, String> outputs = standby.outputs();
        wire.clients(Wire.PRIMARY).ecs().updateService(request -> request
                .cluster(primary.outputs().get("ServiceCluster")).service(EmulatedSite.NAME).desiredCount(2));

        EmulatedState state = new EmulatedState(wire);
        String release = mirrorTheNextRelease(primary.outputs(), outputs);

        recover(primary.outputs(), outputs, state);

        assertServes(outputs, release);
        standby.update(Map.of("HealthCheckGracePeriodSeconds", "60", "PropagateTags", "NONE"));
        assertServes(outputs, release);
        assertThat(standby.outputs()).isEqualTo(outputs);

        // What it would be otherwise: the emulator does send the whole service.
        standby.update(Map.of("HealthCheckGracePeriodSeconds", "30", "Stage", "NEW"));
        assertThat(service(Wire.STANDBY, outputs).desiredCount()).isZero();
    }

    private void recover(Map<String, String> primary, Map<String, String> standby, EmulatedState state) {
        ObjectNode plan = SitePlan.of(primary, standby);
        Plan.parse(plan.toString());
        ((ObjectNode) plan.at("/services/0/check")).put("url", web.url(PUBLIC));
        ((ObjectNode) plan.at("/services/0/primary")).put("loadBalancerDnsName", "127.0.0.2");
        ((ObjectNode) plan.at("/services/0/standby")).put("loadBalancerDnsName", "127.0.0.1");
        plan.withObject("/confirmation").putArray("controls").add(web.url("localhost"));
        backUp(standby);
        Clients clients = wire.clients(Wire.STANDBY);
        for (int task = 1; task <= 2; task++) {
            TargetDescription target = TargetDescription.builder().id("10.20.32.1" + task).port(80).build();
            clients.loadBalancing().registerTargets(request -> request
                    .targetGroupArn(standby.get("ServiceTargetGroupArn")).targets(target));
        }
        clients.topics().createTopic(request -> request.name("pilot-light-NotificationTopic"));
        clients.ssm().putParameter(request -> request
                .name(EmulatedApplication.PLAN_PARAMETER).type(ParameterType.STRING).value(plan.toString()));
        DeployedStateMachines machines = new DeployedStateMachines(wire);
        machines.beforeEach((_, _) -> wire.lead(PUBLIC,
                state.recorded().containsKey("switchingTo") || state.recorded().containsKey("activeSite") ? "127.0.0.1" : "127.0.0.2"));

        ExecutionDescription execution = machines.failOver(StrictJson.mapper().createObjectNode());

        assertThat(execution.output().map(output -> output.path("outcome").asText())).as(execution.toString()).hasValue("RECOVERED");
    }

    /** Takes a snapshot of the primary's database and copies it under the standby's key. */
    private void backUp(Map<String, String> standby) {
        String source = wire.clients(Wire.PRIMARY).rds().createDBSnapshot(request -> request
                .dbInstanceIdentifier("visitor-counter-db").dbSnapshotIdentifier(SNAPSHOT)).dbSnapshot().dbSnapshotArn();
        wire.clients(Wire.STANDBY).rds().copyDBSnapshot(request -> request
                .sourceDBSnapshotIdentifier(source).sourceRegion(Wire.PRIMARY).targetDBSnapshotIdentifier(SNAPSHOT)
                .kmsKeyId(standby.get("DatabaseKmsKeyId")));
    }

    private void assertServes(Map<String, String> outputs, String release) {
        DBInstance restored = wire.clients(Wire.STANDBY).rds().describeDBInstances().dbInstances().getFirst();
        assertThat(service(Wire.STANDBY, outputs).desiredCount()).isEqualTo(2);
        assertThat(service(Wire.STANDBY, outputs).taskDefinition()).isEqualTo(release).endsWith("visitor-counter:2");
        assertThat(restored.dbSubnetGroup().dbSubnetGroupName()).isEqualTo(outputs.get("DatabaseSubnetGroup"));
        assertThat(restored.vpcSecurityGroups().getFirst().vpcSecurityGroupId()).isEqualTo(outputs.get("DatabaseSecurityGroupIds"));
        assertThat(restored.kmsKeyId()).isEqualTo(outputs.get("DatabaseKmsKeyId"));
        assertThat(secret(Wire.STANDBY, outputs).path("host").asText()).isEqualTo(restored.endpoint().address());
    }

    /** Deploys the next release at the primary, as a pipeline does, and mirrors it. */
    private String mirrorTheNextRelease(Map<String, String> primary, Map<String, String> standby) {
        TaskDefinition first = definition(Wire.PRIMARY, primary);
        ContainerDefinition container = first.containerDefinitions().getFirst();
        EcsClient ecs = wire.clients(Wire.PRIMARY).ecs();
        String next = ecs.registerTaskDefinition(request -> request.family(EmulatedSite.NAME)
                .networkMode(first.networkMode()).requiresCompatibilities(first.requiresCompatibilities())
                .cpu("512").memory("1024").executionRoleArn(first.executionRoleArn()).taskRoleArn(first.taskRoleArn())
                .containerDefinitions(container.toBuilder().image(container.image().replace(":latest", ":2")).build()))
                .taskDefinition().taskDefinitionArn();
        ecs.updateService(request -> request.cluster(primary.get("ServiceCluster")).service(EmulatedSite.NAME).taskDefinition(next));
        for (String region : List.of(Wire.PRIMARY, Wire.STANDBY)) {
            EmulatedRegistry.push(wire.clients(region), "2");
        }
        JsonNode mirrored = new BackupSteps(wire).untilDone(
                "MirrorServiceFunction", betweenSites(EmulatedState.input(), primary, standby).put("dryRun", false));
        assertThat(mirrored.path("status").asText()).as(mirrored.toString()).isEqualTo("DONE");
        return definition(Wire.STANDBY, standby).taskDefinitionArn();
    }

    private static ObjectNode betweenSites(ObjectNode input, Map<String, String> primary, Map<String, String> standby) {
        ObjectNode plan = SitePlan.of(primary, standby);
        input.put("activeSite", "PRIMARY").put("sourceRegion", Wire.PRIMARY).put("targetRegion", Wire.STANDBY).putArray("standbyValues");
        input.set("source", plan.at("/services/0/primary"));
        input.set("target", plan.at("/services/0/standby"));
        return input;
    }

    private TaskDefinition definition(String region, Map<String, String> outputs) {
        return wire.clients(region).ecs().describeTaskDefinition(request -> request
                .taskDefinition(service(region, outputs).taskDefinition())).taskDefinition();
    }

    private Service service(String region, Map<String, String> outputs) {
        return wire.clients(region).ecs().describeServices(request -> request.includeWithStrings("TAGS")
                .cluster(outputs.get("ServiceCluster")).services(outputs.get("ServiceService"))).services().getFirst();
    }

    private DBInstance database(String region, String name) {
        return wire.clients(region).rds().describeDBInstances(request -> request.dbInstanceIdentifier(name)).dbInstances().getFirst();
    }

    private JsonNode secret(String region, Map<String, String> outputs) {
        try {
            return StrictJson.mapper().readTree(wire.clients(region).secrets()
                    .getSecretValue(request -> request.secretId(outputs.get("DatabasePasswordSecretId"))).secretString());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static Set<String> tags(Stream<String> tags) {
        return tags.collect(Collectors.toSet());
    }

    /** The ports at which a rule of a group in this stack lets everybody in. */
    private List<String> ingressOfEverybody() {
        String rules = wire.moto().query("ec2", Wire.STANDBY, "Action=DescribeSecurityGroups&Version=2016-11-15");
        return Pattern.compile("(?s)<ipPermissions>(.*?)</ipPermissions>").matcher(rules).results()
                .flatMap(group -> Pattern.compile("(?s)<item>\\s*<ipProtocol>.*?<toPort>(\\d+)</toPort>(.*?)</ipRanges>")
                        .matcher(group.group(1)).results())
                .filter(rule -> rule.group(2).contains("0.0.0.0/0"))
                .map(rule -> rule.group(1))
                .toList();
    }

    private List<String> found(String action, String element) {
        return Pattern.compile("<%s>([^<]+)</".formatted(element))
                .matcher(wire.moto().query("ec2", Wire.STANDBY, "Action=%s&Version=2016-11-15".formatted(action)))
                .results().map((MatchResult match) -> match.group(1)).toList();
    }
}
