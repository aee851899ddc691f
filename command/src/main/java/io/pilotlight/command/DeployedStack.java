package io.pilotlight.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/**
 * A deployed stack, by what CloudFormation says it is made of.
 *
 * @param name what the stack is called
 * @param region where it stands: the standby Region
 * @param resources what it is made of, by the logical name in {@code template.yaml}
 */
public record DeployedStack(String name, String region, Map<String, Resource> resources) {

    private static final String ALARM = "AWS::CloudWatch::Alarm";

    /** @param physicalId by which its service knows it: a name, or an ARN */
    public record Resource(String type, String physicalId) {}

    public DeployedStack {
        resources = Map.copyOf(resources);
    }

    /**
     * Asks CloudFormation ({@code cloudformation:ListStackResources}, once a page).
     *
     * @throws Unanswerable where there is no such stack in that Region, or it is none of Pilot Light
     */
    static DeployedStack find(CloudFormationClient cloudFormation, String name, String region) {
        List<StackResourceSummary> found;
        try {
            found = cloudFormation.listStackResourcesPaginator(request -> request.stackName(name)).stackResourceSummaries().stream()
                    .filter(resource -> resource.physicalResourceId() != null)
                    .toList();
        } catch (CloudFormationException refused) {
            throw new Unanswerable("CloudFormation does not show the stack '%s' in %s: %s. --stack and --region say which one is meant"
                    .formatted(name, region, refused.awsErrorDetails() == null ? refused.getMessage() : refused.awsErrorDetails().errorMessage()));
        }
        DeployedStack stack = new DeployedStack(name, region, found.stream().collect(Collectors.toMap(
                StackResourceSummary::logicalResourceId,
                resource -> new Resource(resource.resourceType(), resource.physicalResourceId()),
                (_, newer) -> newer)));
        stack.planParameter();
        return stack;
    }

    String planParameter() {
        return physicalId("PlanParameter");
    }

    String stateTable() {
        return physicalId("StateTable");
    }

    /** Returns the ARN of a state machine. */
    String arn(Machine machine) {
        return physicalId(machine.logicalName());
    }

    /** Returns the logical name of each alarm, by the name that CloudWatch has for it. */
    Map<String, String> alarms() {
        return resources.entrySet().stream()
                .filter(resource -> resource.getValue().type().equals(ALARM))
                .collect(Collectors.toMap(resource -> resource.getValue().physicalId(), Map.Entry::getKey));
    }

    private String physicalId(String logicalName) {
        return Optional.ofNullable(resources.get(logicalName)).map(Resource::physicalId).orElseThrow(() -> new Unanswerable(
                "the stack '%s' in %s has no %s, so it is none of Pilot Light, or its deployment has not ended".formatted(
                        name, region, logicalName)));
    }
}
