package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.json.StrictJson;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.serviceconfiguration.ConfigurationFiles.Saved;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Saves the active site's ECS service and its task definition as {@code ecs-service-backup.json} and
 * {@code task-def-backup.json}, each as the AWS CLI prints it, in a versioned bucket of the standby Region.
 *
 * <p>The service's file also holds how many tasks ran at each save of the last day. Called again, it saves again, as
 * a new version; a file that somebody changed by hand is told of, because after that only an earlier version shows it.
 * Calls {@code ecs:DescribeServices}, {@code ecs:DescribeTaskDefinition}, and {@code s3:GetObject} and
 * {@code s3:PutObject} twice; throws {@link io.pilotlight.scaling.ServiceNotThereException}.
 */
public final class SaveServiceConfigurationHandler
        extends StepHandler<SaveServiceConfigurationHandler.Input, SaveServiceConfigurationHandler.Result> {

    /**
     * @param application the plan's application
     * @param name the plan's name of the service
     * @param region the active site's Region
     * @param site what the service is at the active site
     * @param bucket the bucket of the standby Region, the function's own
     */
    public record Input(
            String application, String name, String region, ServiceSite site, String bucket) {}

    /**
     * @param status {@code DONE}: both files are saved
     * @param taskDefinition the ARN of the task definition that the service stands on
     * @param runningCount how many tasks run now
     * @param mostOfLastDay the most that a backup of the last day saw
     * @param changedByHand the keys of the files that were not as this software had written them; the bucket keeps what
     *     was changed as an earlier version
     */
    public record Result(
            Status status, String taskDefinition, int runningCount, int mostOfLastDay, List<String> changedByHand) {}

    private static final String RUNNING_COUNTS = "runningCountOfLastDay";

    private final Regional<EcsClient> ecs;
    private final S3Client s3;
    private final Clock clock;

    /** For Lambda. */
    public SaveServiceConfigurationHandler() {
        this(AwsClients.regional(EcsClient::builder), AwsClients.own(S3Client.builder()), Clock.systemUTC());
    }

    public SaveServiceConfigurationHandler(Regional<EcsClient> ecs, S3Client s3, Clock clock) {
        this.ecs = ecs;
        this.s3 = s3;
        this.clock = clock;
    }

    @Override
    protected Result step(Input input) {
        EcsConfiguration active = new EcsConfiguration(ecs.in(input.region()), input.region(), input.site());
        Service service = active.service();
        TaskDefinition taskDefinition = active.taskDefinitionOf(service);
        ConfigurationFiles files = new ConfigurationFiles(s3, input.bucket(), input.application(), input.name());
        Instant now = clock.instant();
        Optional<Saved> earlier = files.read(ConfigurationFiles.SERVICE);
        List<String> changedByHand = changedByHand(files, earlier);
        RunningCounts counts = earlier.map(SaveServiceConfigurationHandler::counts).orElse(RunningCounts.NONE)
                .with(now, service.runningCount());

        ObjectNode serviceFile = header(input.region(), now);
        serviceFile.set(RUNNING_COUNTS, StrictJson.mapper().createObjectNode()
                .put("least", counts.least())
                .put("most", counts.most())
                .set("samples", StrictJson.mapper().valueToTree(counts.samples())));
        serviceFile.putArray(ConfigurationFiles.SERVICES).add(SdkJson.write(service));
        files.write(ConfigurationFiles.SERVICE, serviceFile);

        ObjectNode taskDefinitionFile = header(input.region(), now);
        taskDefinitionFile.set(ConfigurationFiles.DEFINITION, SdkJson.write(taskDefinition));
        files.write(ConfigurationFiles.TASK_DEFINITION, taskDefinitionFile);
        return new Result(
                Status.DONE, taskDefinition.taskDefinitionArn(), service.runningCount(), counts.most(), changedByHand);
    }

    private static List<String> changedByHand(ConfigurationFiles files, Optional<Saved> service) {
        Map<String, Optional<Saved>> earlier = new LinkedHashMap<>();
        earlier.put(ConfigurationFiles.SERVICE, service);
        earlier.put(ConfigurationFiles.TASK_DEFINITION, files.read(ConfigurationFiles.TASK_DEFINITION));
        return earlier.entrySet().stream()
                .filter(file -> file.getValue().filter(saved -> !saved.asWritten()).isPresent())
                .map(file -> files.key(file.getKey()))
                .toList();
    }

    private static ObjectNode header(String region, Instant now) {
        return StrictJson.mapper().createObjectNode()
                .put(ConfigurationFiles.SAVED_AT, now.toString())
                .put(ConfigurationFiles.REGION, region);
    }

    /** A file that cannot be read begins the day anew: its samples are of use, and not worth losing the backup for. */
    private static RunningCounts counts(Saved saved) {
        JsonNode samples = saved.content().path(RUNNING_COUNTS);
        try {
            return samples.has("samples")
                    ? StrictJson.mapper().treeToValue(StrictJson.mapper().createObjectNode()
                            .set("samples", samples.path("samples")), RunningCounts.class)
                    : RunningCounts.NONE;
        } catch (JsonProcessingException _) {
            return RunningCounts.NONE;
        }
    }
}
