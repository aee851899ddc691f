package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.serviceconfiguration.Definitions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What is saved of the service and mirrored of it, and its check: the packaged functions against an emulated ECS and S3. */
@WireTest
class ServiceConfigurationWireTest {

    private static final String SERVICE_FILE = "visitor-counter/web/ecs-service-backup.json";
    private static final String TASK_DEFINITION_FILE = "visitor-counter/web/task-def-backup.json";

    private final Wire wire;
    private final BackupSteps steps;
    private EmulatedApplication application;
    private String version;
    private EmulatedBucket bucket;

    ServiceConfigurationWireTest(Wire wire) {
        this.wire = wire;
        this.steps = new BackupSteps(wire);
    }

    @BeforeEach
    void makeApplication() {
        application = EmulatedApplication.withoutBackups(wire);
        bucket = new EmulatedBucket(wire);
        push(application.primary(), "1");
        version = "@" + push(application.standby(), "1");
        deploy(application.primary(), definition(Wire.PRIMARY, "primary", version));
        deploy(application.standby(), definition(Wire.STANDBY, "standby", version));
    }

    @Test
    void savesTheServiceAndItsTaskDefinitionAsNewVersionsEachTime() {
        save();
        JsonNode saved = save();

        assertThat(saved.path("status").asText()).isEqualTo("DONE");
        assertThat(saved.path("changedByHand")).isEmpty();
        JsonNode service = bucket.read(SERVICE_FILE);
        assertThat(service.path("region").asText()).isEqualTo(Wire.PRIMARY);
        assertThat(service.at("/services/0/serviceName").asText()).isEqualTo("visitor-counter");
        assertThat(service.at("/services/0/desiredCount").asInt()).isEqualTo(2);
        assertThat(service.at("/runningCountOfLastDay/samples")).hasSize(2);
        JsonNode definition = bucket.read(TASK_DEFINITION_FILE);
        assertThat(definition.at("/taskDefinition/containerDefinitions/0/image").asText())
                .isEqualTo("123456789012.dkr.ecr.eu-west-1.amazonaws.com/visitor-counter" + version);
        assertThat(bucket.versions(SERVICE_FILE)).hasSize(2);
        assertThat(bucket.versions(TASK_DEFINITION_FILE)).hasSize(2);
    }

    @Test
    void tellsOfAFileThatWasChangedByHandAndKeepsItAsAnEarlierVersion() {
        save();
        String changed = bucket.read(TASK_DEFINITION_FILE).toPrettyString().replace("512", "1024");
        bucket.changeByHand(TASK_DEFINITION_FILE, changed);

        JsonNode saved = save();

        assertThat(saved.path("changedByHand")).singleElement()
                .satisfies(key -> assertThat(key.asText()).isEqualTo(TASK_DEFINITION_FILE));
        assertThat(bucket.read(TASK_DEFINITION_FILE).at("/taskDefinition/memory").asText()).isEqualTo("512");
        assertThat(bucket.versions(TASK_DEFINITION_FILE)).hasSize(3);
    }

    @Test
    void mirrorsAReleaseWithTheIdleSitesOwnImagesRolesSecretsAndLogs() {
        push(application.primary(), "2");
        push(application.standby(), "2");
        deploy(application.primary(), release());

        JsonNode mirrored = steps.untilDone("MirrorServiceFunction", mirroring());

        assertThat(mirrored.path("status").asText()).as(mirrored.toString()).isEqualTo("DONE");
        TaskDefinition definition = definition(application.standby());
        ContainerDefinition web = definition.containerDefinitions().getFirst();
        assertThat(definition.taskDefinitionArn()).endsWith("visitor-counter-standby:2");
        assertThat(definition.executionRoleArn()).endsWith("role/execution-standby");
        assertThat(web.image()).isEqualTo("123456789012.dkr.ecr.eu-central-1.amazonaws.com/visitor-counter:2");
        assertThat(web.secrets()).extracting(Secret::valueFrom).allMatch(secret -> secret.contains("eu-central-1"));
        assertThat(web.logConfiguration().options()).containsEntry("awslogs-group", "/ecs/standby");
        assertThat(application.standby().service().desiredCount()).isZero();
    }

    @Test
    void findsAnImageThatTheIdleSitesRegistryDoesNotHave() {
        push(application.primary(), "2");
        deploy(application.primary(), release());

        JsonNode mirrored = wire.call("MirrorServiceFunction", mirroring());

        assertThat(mirrored.path("status").asText()).isEqualTo("REFUSED");
        assertThat(mirrored.path("reason").asText()).contains(image(Wire.STANDBY, ":2") + " (ImageNotFound");
        assertThat(definition(application.standby()).taskDefinitionArn()).endsWith("visitor-counter-standby:1");
    }

    @Test
    void deregistersItsOwnOldRevisions() {
        for (int release = 2; release <= 9; release++) {
            push(application.primary(), "" + release);
            push(application.standby(), "" + release);
            deploy(application.primary(), definition(Wire.PRIMARY, "primary", ":" + release));
            steps.untilDone("MirrorServiceFunction", mirroring());
        }

        assertThat(application.standby().clients().ecs()
                        .listTaskDefinitions(request -> request.familyPrefix("visitor-counter-standby").status("ACTIVE")).taskDefinitionArns())
                .extracting(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .as("the emulator lists the oldest first, whatever is asked for").hasSize(6).contains("1", "9");
    }

    @Test
    void registersNothingForAServiceThatIsEquivalentAlready() {
        JsonNode mirrored = wire.call("MirrorServiceFunction", mirroring());

        assertThat(mirrored.path("status").asText()).as(mirrored.toString()).isEqualTo("DONE");
        assertThat(definition(application.standby()).taskDefinitionArn()).endsWith("visitor-counter-standby:1");
    }

    @Test
    void findsNothingWrongRightAfterABackup() {
        save();

        assertThat(verify().path("findings")).isEmpty();
    }

    @Test
    void findsAFileThatWasChangedByHandAndOneThatIsGone() {
        save();
        bucket.changeByHand(SERVICE_FILE, bucket.read(SERVICE_FILE).toPrettyString().replace("FARGATE", "EC2") + "\n");
        bucket.delete(TASK_DEFINITION_FILE);

        JsonNode findings = verify().path("findings");

        assertThat(findings.findValuesAsText("check")).containsExactlyInAnyOrder("DRIFT", "SERVICE_FILE");
        assertThat(findings.findValuesAsText("problem")).containsExactlyInAnyOrder(
                "it was changed by hand after it was saved",
                "there is no such file in the bucket " + EmulatedBucket.NAME);
    }

    @Test
    void findsAnIdleServiceThatStandsOnAnotherRelease() {
        deploy(application.primary(), release());

        // Nothing is saved of it, so no backup can be mirroring it just now.
        JsonNode finding = verify().at("/findings/0");

        assertThat(finding.path("check").asText()).isEqualTo("DRIFT");
        assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
        assertThat(finding.path("problem").asText()).contains("containerDefinitions[web].image");
    }

    @Test
    void givesABackupThatHasJustSavedAReleaseTheTimeToMirrorIt() {
        deploy(application.primary(), release());
        save();

        assertThat(verify().path("findings")).isEmpty();
    }

    private static RegisterTaskDefinitionRequest release() {
        return definition(Wire.PRIMARY, "primary", ":2");
    }

    private static RegisterTaskDefinitionRequest definition(String region, String site, String version) {
        return Definitions.at(region, site).toBuilder()
                .containerDefinitions(Definitions.container(region, site).image(image(region, version)).build())
                .build();
    }

    private static String image(String region, String version) {
        return "123456789012.dkr.ecr.%s.amazonaws.com/visitor-counter%s".formatted(region, version);
    }

    /** Returns the digest of what is pushed. */
    private static String push(EmulatedSite site, String tag) {
        if (tag.equals("1")) {
            site.clients().images().createRepository(request -> request.repositoryName("visitor-counter"));
        }
        return EmulatedRegistry.push(site.clients(), tag);
    }

    private static void deploy(EmulatedSite site, RegisterTaskDefinitionRequest definition) {
        EcsClient ecs = site.clients().ecs();
        String registered = ecs.registerTaskDefinition(definition).taskDefinition().taskDefinitionArn();
        ecs.updateService(request -> request
                .cluster(EmulatedSite.NAME).service(EmulatedSite.NAME).taskDefinition(registered));
    }

    private static TaskDefinition definition(EmulatedSite site) {
        return site.clients().ecs().describeTaskDefinition(request -> request
                .taskDefinition(site.service().taskDefinition())).taskDefinition();
    }

    private JsonNode save() {
        ObjectNode input = named().put("region", Wire.PRIMARY);
        input.set("site", application.serviceSite("primary"));
        return wire.call("SaveServiceConfigurationFunction", input);
    }

    private ObjectNode mirroring() {
        return withSites(EmulatedState.input()).put("dryRun", false);
    }

    private JsonNode verify() {
        return wire.call("VerifyServiceConfigurationFunction", withSites(named().put("rpoSeconds", 3600)));
    }

    private static ObjectNode named() {
        return StrictJson.mapper().createObjectNode()
                .put("application", EmulatedApplication.NAME).put("name", "web").put("bucket", EmulatedBucket.NAME);
    }

    private ObjectNode withSites(ObjectNode input) {
        input.put("activeSite", "PRIMARY").put("sourceRegion", Wire.PRIMARY).put("targetRegion", Wire.STANDBY).putArray("standbyValues");
        input.set("source", application.serviceSite("primary"));
        input.set("target", application.serviceSite("standby"));
        return input;
    }
}
