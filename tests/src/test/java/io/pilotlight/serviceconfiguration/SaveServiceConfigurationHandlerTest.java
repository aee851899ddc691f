package io.pilotlight.serviceconfiguration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.cloud.s3.SimulatedS3;
import io.pilotlight.simulator.scenario.StepCloud;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class SaveServiceConfigurationHandlerTest {

    private static final String BUCKET = "visitor-counter-backups";

    private final StepCloud cloud = new StepCloud();
    private final SimulatedS3 s3 = cloud.objects();
    private final ServiceOfSite service =
            new ServiceOfSite(cloud, StepCloud.PRIMARY, Definitions.at("eu-west-1", "primary"));
    private final SaveServiceConfigurationHandler handler = cloud.handler(SaveServiceConfigurationHandler.class);
    private final ConfigurationFiles files = new ConfigurationFiles(s3, BUCKET, "visitor-counter", "web");

    @BeforeEach
    void theBucket() {
        s3.addBucket(BUCKET);
    }

    @Test
    void savesTheServiceAndItsTaskDefinitionAsTheCommandLinePrintsThem() throws IOException {
        run(2);

        assertThat(save().taskDefinition()).endsWith("visitor-counter-primary:1");

        JsonNode service = saved(ConfigurationFiles.SERVICE);
        assertThat(service.at("/services/0/serviceName").asText()).isEqualTo("shop");
        assertThat(service.path("region").asText()).isEqualTo("eu-west-1");
        JsonNode taskDefinition = saved(ConfigurationFiles.TASK_DEFINITION).path("taskDefinition");
        assertThat(taskDefinition.path("family").asText()).isEqualTo("visitor-counter-primary");
        assertThat(taskDefinition.at("/containerDefinitions/0/logConfiguration/options/awslogs-group").asText())
                .isEqualTo("/ecs/primary");
        assertThat(taskDefinition.at("/requiresCompatibilities/0").asText()).isEqualTo("FARGATE");
    }

    @Test
    void remembersTheRunningCountsOfTheLastDay() throws IOException {
        for (int count : new int[] {9, 2, 4, 3}) {
            run(count);
            save();
            cloud.pass(Duration.ofHours(8));
        }

        JsonNode counts = saved(ConfigurationFiles.SERVICE).path("runningCountOfLastDay");
        assertThat(counts.path("most").asInt()).isEqualTo(4);
        assertThat(counts.path("least").asInt()).isEqualTo(2);
        assertThat(counts.path("samples")).hasSize(3);
    }

    @Test
    void keepsEveryVersionAndKnowsAFileThatWasChangedByHand() {
        save();
        save();
        assertThat(s3.versions(BUCKET, files.key(ConfigurationFiles.SERVICE))).hasSize(2);
        assertThat(files.read(ConfigurationFiles.SERVICE))
                .get()
                .extracting(ConfigurationFiles.Saved::asWritten)
                .isEqualTo(true);

        s3.putObject(
                put -> put.bucket(BUCKET).key(files.key(ConfigurationFiles.SERVICE)), RequestBody.fromString("{}"));

        assertThat(files.read(ConfigurationFiles.SERVICE))
                .get()
                .extracting(ConfigurationFiles.Saved::asWritten)
                .isEqualTo(false);
    }

    @Test
    void tellsOfEachFileThatWasChangedByHandOnceAndKeepsTheChangedVersion() {
        assertThat(save().changedByHand()).as("the first backup finds no file").isEmpty();
        assertThat(save().changedByHand()).isEmpty();
        String key = files.key(ConfigurationFiles.TASK_DEFINITION);
        s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString("{\"taskDefinition\": {}}"));

        assertThat(save().changedByHand()).containsExactly("visitor-counter/web/task-def-backup.json");
        assertThat(save().changedByHand()).isEmpty();
        assertThat(s3.versions(BUCKET, key)).hasSize(5);

        s3.putObject(put -> put.bucket(BUCKET).key(files.key(ConfigurationFiles.SERVICE)), RequestBody.fromString("{"));
        assertThat(save().changedByHand()).containsExactly("visitor-counter/web/ecs-service-backup.json");
    }

    @Test
    void savesOverAFileThatIsNoLongerJson() {
        s3.putObject(put -> put.bucket(BUCKET).key(files.key(ConfigurationFiles.SERVICE)), RequestBody.fromString("{"));
        run(3);

        assertThat(save().mostOfLastDay()).isEqualTo(3);
    }

    private JsonNode saved(String file) throws IOException {
        return StrictJson.mapper().readTree(s3.versions(BUCKET, files.key(file)).getLast().content());
    }

    private SaveServiceConfigurationHandler.Result save() {
        return cloud.take(() -> handler.take(new SaveServiceConfigurationHandler.Input(
                "visitor-counter", "web", "eu-west-1", ServiceOfSite.SITE, BUCKET)));
    }

    /** Lets so many tasks run. */
    private void run(int tasks) {
        service.setDesiredCount(tasks);
        cloud.pass(Duration.ofMinutes(10));
    }
}
