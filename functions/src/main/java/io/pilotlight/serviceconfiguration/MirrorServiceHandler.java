package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.serviceconfiguration.TaskDefinitionMirror.Mirrored;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Lets the idle site's service stand on the equivalent of the active site's task definition, so that a failover only has
 * to scale it.
 *
 * <p>Takes one action a call: registers the equivalent definition, then points the service at it; called again, it finds
 * either. Registers nothing where a field has no counterpart, and touches nothing while a recovery is under way or
 * still fences the old site. The desired count is never changed, because a recovery may be raising it at this moment.
 * Calls {@code dynamodb:GetItem}, {@code ecs:DescribeServices} and {@code ecs:DescribeTaskDefinition} in both Regions, then at most one of
 * {@code ecs:RegisterTaskDefinition} (with {@code iam:PassRole}) and {@code ecs:UpdateService}; throws
 * {@link io.pilotlight.scaling.ServiceNotThereException}.
 */
public final class MirrorServiceHandler extends StepHandler<MirrorServiceInput, MirrorServiceResult> {

    private final DynamoDbClient dynamo;
    private final Regional<EcsClient> ecs;

    /** For Lambda. */
    public MirrorServiceHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(EcsClient::builder));
    }

    public MirrorServiceHandler(DynamoDbClient dynamo, Regional<EcsClient> ecs) {
        this.dynamo = dynamo;
        this.ecs = ecs;
    }

    @Override
    protected MirrorServiceResult step(MirrorServiceInput input) {
        RecoveryState state = new StateTable(dynamo, input.table(), input.application()).read();
        if (state.incidentOpen() || !state.oldSiteFenced() || state.activeSite() != input.activeSite()) {
            return new MirrorServiceResult(Status.REFUSED,
                    "a recovery is under way, has just ended, or still fences the old site; a later backup mirrors what it left",
                    "", List.of(), 0);
        }
        EcsConfiguration active =
                new EcsConfiguration(ecs.in(input.sourceRegion()), input.sourceRegion(), input.source());
        EcsConfiguration idle = new EcsConfiguration(ecs.in(input.targetRegion()), input.targetRegion(), input.target());
        Service service = idle.service();
        TaskDefinition current = idle.taskDefinition(service.taskDefinition());
        Mirrored wanted = TaskDefinitionMirror.of(
                SdkJson.write(active.taskDefinition(active.service().taskDefinition())), SdkJson.write(current),
                input.sourceRegion(), input.targetRegion());
        if (!wanted.unmapped().isEmpty()) {
            return new MirrorServiceResult(Status.REFUSED, ("%s of %s was left on its task definition, because the active "
                    + "site's has fields without a counterpart there: %s. Give %s a task definition that has them").formatted(
                            input.target().service(), input.targetRegion(), String.join(", ", wanted.unmapped()),
                            service.serviceName() == null ? "it" : service.serviceName()),
                    service.taskDefinition(), wanted.unmapped(), service.desiredCount());
        }
        return converge(input, idle, service, current, wanted.definition());
    }

    private static MirrorServiceResult converge(MirrorServiceInput input, EcsConfiguration idle, Service service,
            TaskDefinition current, ObjectNode wanted) {
        if (isAs(wanted, current)) {
            return standing(input, service);
        }
        TaskDefinition newest = idle.taskDefinition(current.family());
        if (!isAs(wanted, newest)) {
            String registered = idle.ecs().registerTaskDefinition(
                            SdkJson.read(wanted, RegisterTaskDefinitionRequest.builder()).build())
                    .taskDefinition().taskDefinitionArn();
            return result(Status.IN_PROGRESS, "%s was registered, and differs in %s".formatted(
                    registered, Differences.between(SdkJson.write(current), wanted)), service);
        }
        idle.ecs().updateService(request -> request
                .cluster(input.target().cluster())
                .service(input.target().service())
                .taskDefinition(newest.taskDefinitionArn()));
        return result(Status.IN_PROGRESS, "%s was put on %s".formatted(
                input.target().service(), newest.taskDefinitionArn()), service);
    }

    private static MirrorServiceResult standing(MirrorServiceInput input, Service service) {
        if (service.desiredCount() > 0) {
            return result(Status.REFUSED, ("%s of %s is asked for %d tasks although that site is idle; they may write. It was "
                    + "left as it is: find out who scaled it, and scale it to 0").formatted(
                            input.target().service(), input.targetRegion(), service.desiredCount()), service);
        }
        return result(Status.DONE, "%s stands on the equivalent of the active site's task definition".formatted(
                input.target().service()), service);
    }

    private static boolean isAs(ObjectNode wanted, TaskDefinition found) {
        return Differences.between(SdkJson.write(found), wanted).isEmpty();
    }

    private static MirrorServiceResult result(Status status, String reason, Service service) {
        return new MirrorServiceResult(status, reason, service.taskDefinition(), List.of(), service.desiredCount());
    }
}
