package io.pilotlight.serviceconfiguration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * One site's ECS: one service, and the revisions of one task-definition family. A test sets here when the service was
 * deployed, apart from its release; in the simulated ECS the one follows from the other.
 */
public final class TwoSitesEcs implements EcsClient {

    final List<TaskDefinition> revisions = new ArrayList<>();
    final List<UpdateServiceRequest> updates = new ArrayList<>();
    public int desiredCount;
    public Instant deployedAt;
    public boolean away;
    public boolean missing;
    int runningCount;
    private final String region;
    private String standsOn;

    public TwoSitesEcs(String region, RegisterTaskDefinitionRequest first) {
        this.region = region;
        this.standsOn = registerTaskDefinition(first).taskDefinition().taskDefinitionArn();
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        if (away) {
            throw EcsException.builder().message("no answer").statusCode(503).build();
        }
        if (missing) {
            return DescribeServicesResponse.builder().services(List.of()).build();
        }
        return DescribeServicesResponse.builder().services(Service.builder()
                .serviceName(request.services().getFirst()).status("ACTIVE").taskDefinition(standsOn)
                .desiredCount(desiredCount).runningCount(runningCount)
                .deployments(Deployment.builder().status("PRIMARY").createdAt(deployedAt).build())
                .build()).build();
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        return DescribeTaskDefinitionResponse.builder().taskDefinition(revisions.stream()
                .filter(revision -> revision.taskDefinitionArn().equals(request.taskDefinition()))
                .findFirst().orElse(revisions.getLast())).build();
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        int revision = revisions.size() + 1;
        revisions.add(TaskDefinition.builder()
                .taskDefinitionArn("arn:aws:ecs:%s:123456789012:task-definition/%s:%d".formatted(
                        region, request.family(), revision))
                .revision(revision).status("ACTIVE").family(request.family())
                .taskRoleArn(request.taskRoleArn()).executionRoleArn(request.executionRoleArn())
                .networkMode(request.networkMode()).cpu(request.cpu()).memory(request.memory())
                .requiresCompatibilitiesWithStrings(request.requiresCompatibilitiesAsStrings())
                .containerDefinitions(request.containerDefinitions()).volumes(request.volumes())
                .build());
        return RegisterTaskDefinitionResponse.builder().taskDefinition(revisions.getLast()).build();
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        updates.add(request);
        standsOn = request.taskDefinition();
        return UpdateServiceResponse.builder().build();
    }

    TaskDefinition current() {
        return revisions.stream().filter(revision -> revision.taskDefinitionArn().equals(standsOn)).findFirst().orElseThrow();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
