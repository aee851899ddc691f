package io.pilotlight.serviceconfiguration;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;

/** The visitor counter's task definition at either site. */
public final class Definitions {

    public static final String DIGEST = "@sha256:2f1d0c";

    private Definitions() {}

    public static RegisterTaskDefinitionRequest at(String region, String site) {
        return RegisterTaskDefinitionRequest.builder()
                .family("visitor-counter-" + site)
                .taskRoleArn("arn:aws:iam::123456789012:role/task-" + site)
                .executionRoleArn("arn:aws:iam::123456789012:role/execution-" + site)
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilitiesWithStrings("FARGATE")
                .cpu("256").memory("512")
                .containerDefinitions(container(region, site).build())
                .build();
    }

    public static ContainerDefinition.Builder container(String region, String site) {
        return ContainerDefinition.builder()
                .name("web").essential(true)
                .image("123456789012.dkr.ecr.%s.amazonaws.com/visitor-counter%s".formatted(region, DIGEST))
                .environment(List.of(variable("AWS_REGION", region), variable("LOG_LEVEL", "info"),
                        variable("QUEUE_URL", "https://sqs.%s.amazonaws.com/123456789012/%s".formatted(region, site))))
                .secrets(Secret.builder().name("DB_PASSWORD")
                        .valueFrom("arn:aws:secretsmanager:%s:123456789012:secret:%s-AbCdEf".formatted(region, site)).build())
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS).options(Map.of(
                        "awslogs-group", "/ecs/" + site, "awslogs-region", region, "awslogs-stream-prefix", "web")));
    }

    public static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }
}
