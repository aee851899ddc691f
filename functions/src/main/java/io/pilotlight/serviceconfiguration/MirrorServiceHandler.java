package io.pilotlight.serviceconfiguration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.aws.AwsClients;
import io.pilotlight.aws.Regional;
import io.pilotlight.lease.RecoveryState;
import io.pilotlight.lease.StateTable;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.StandbyValue;
import io.pilotlight.serviceconfiguration.RegistryImages.Look;
import io.pilotlight.serviceconfiguration.TaskDefinitionMirror.Given;
import io.pilotlight.serviceconfiguration.TaskDefinitionMirror.Mirrored;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Lets the idle site's service stand on the equivalent of the active site's task definition, so that a failover only
 * has to scale it.
 *
 * <p>Takes one action a call: registers the equivalent definition, then points the service at it; called again, it
 * finds either. A new revision bears the tags of the one that it follows, and one that names the release that it is made
 * of. Registers nothing where it is not known what a field should be, where the idle site's registry does not have an
 * image, nor for a service that others deploy, and touches nothing while a recovery is under way or still fences the old
 * site. The desired count is never changed, because a recovery may be raising it at this moment. Once the service stands
 * on the equivalent, one of our own old revisions is deregistered, if there are any. A dry run shows what would stand, by
 * the looking calls alone. Calls {@code dynamodb:GetItem},
 * {@code ecs:DescribeServices}, {@code ecs:DescribeTaskDefinition} and {@code ecr:BatchGetImage} in both Regions, then at
 * most one of {@code ecs:RegisterTaskDefinition} (with {@code iam:PassRole} and {@code ecs:TagResource}),
 * {@code ecs:UpdateService}, and {@code ecs:DeregisterTaskDefinition} after {@code ecs:ListTaskDefinitions}; throws {@link io.pilotlight.scaling.ServiceNotThereException}.
 */
public final class MirrorServiceHandler extends StepHandler<MirrorServiceHandler.Input, MirrorServiceHandler.Result> {

    /**
     * @param table the state table, in the function's own Region
     * @param application the plan's application
     * @param activeSite the site to mirror; refused where another one is recorded as active by now
     * @param sourceRegion the active site's Region
     * @param source what the service is at the active site
     * @param targetRegion the idle site's Region
     * @param target what the service is at the idle site
     * @param standbyValues what the plan says of the standby site's task definition
     * @param dryRun whether to show the task definition that would stand, and change nothing
     */
    public record Input(
            String table,
            String application,
            SiteName activeSite,
            String sourceRegion,
            ServiceSite source,
            String targetRegion,
            ServiceSite target,
            List<StandbyValue> standbyValues,
            boolean dryRun) {}

    /**
     * @param status {@code DONE} once the idle site's service stands on the equivalent task definition; {@code REFUSED}
     *     where a person is needed, or a recovery is under way
     * @param reason what was done, or why nothing was
     * @param taskDefinition the ARN of the task definition that the idle site's service stands on
     * @param unmapped the fields that have no counterpart at the idle site
     * @param desiredCount the idle site's desired count, which should be 0 and is never changed here
     * @param differing of a dry run, the fields in which the definition that would stand differs from the active site's
     * @param definition of a dry run, the definition that would stand, as {@link ShownDefinition} shows it; else empty
     */
    public record Result(Status status, String reason, String taskDefinition, List<String> unmapped, int desiredCount,
            List<String> differing, ObjectNode definition) {

        Result(Status status, String reason, String taskDefinition, List<String> unmapped, int desiredCount) {
            this(status, reason, taskDefinition, unmapped, desiredCount, List.of(), JsonNodeFactory.instance.objectNode());
        }
    }

    /** So many are looked at, one by one, where nobody knows of which release the idle site's is made. */
    private static final int EARLIER_RELEASES = 10;
    private static final Set<String> OTHERS_DEPLOY = Set.of("CODE_DEPLOY", "EXTERNAL");

    private final DynamoDbClient dynamo;
    private final Regional<EcsClient> ecs;
    private final Regional<EcrClient> ecr;

    /** For Lambda. */
    public MirrorServiceHandler() {
        this(AwsClients.own(DynamoDbClient.builder()), AwsClients.regional(EcsClient::builder),
                AwsClients.regional(EcrClient::builder));
    }

    public MirrorServiceHandler(DynamoDbClient dynamo, Regional<EcsClient> ecs, Regional<EcrClient> ecr) {
        this.dynamo = dynamo;
        this.ecs = ecs;
        this.ecr = ecr;
    }

    @Override
    protected Result step(Input input) {
        RecoveryState state = new StateTable(dynamo, input.table(), input.application()).read();
        if (state.incidentOpen() || !state.oldSiteFenced() || state.activeSite() != input.activeSite()) {
            return new Result(
                    Status.REFUSED,
                    "a recovery is under way, has just ended, or still fences the old site; a later backup mirrors"
                            + " what it left",
                    "",
                    List.of(),
                    0);
        }
        EcsConfiguration idle =
                new EcsConfiguration(ecs.in(input.targetRegion()), input.targetRegion(), input.target());
        Service service = idle.service();
        if (OTHERS_DEPLOY.contains(controller(service))) {
            return deployedByOthers(input, service);
        }
        EcsConfiguration active =
                new EcsConfiguration(ecs.in(input.sourceRegion()), input.sourceRegion(), input.source());
        Service activeService = active.service();
        TaskDefinition release = active.taskDefinitionOf(activeService);
        DescribeTaskDefinitionResponse current = idle.taskDefinition(service.taskDefinition());
        Mirrored wanted = wanted(input, release, active, current, MirrorTag.mirrored(current, idle, active));
        if (!wanted.unmapped().isEmpty()) {
            return shown(input, release, wanted, new Result(
                    Status.REFUSED,
                    ("%s of %s was left on its task definition, because it is not known what these fields should be there: %s."
                            + " Give each its value at the standby in standbyValues of the plan, or register a revision of %s"
                            + " that has each as it should be in that Region, or does without it, and put %s on it").formatted(
                                    input.target().service(), input.targetRegion(), String.join(", ", ShownDefinition.fields(wanted.unmapped())),
                                    current.taskDefinition().family(), input.target().service()),
                    service.taskDefinition(),
                    ShownDefinition.fields(wanted.unmapped()),
                    service.desiredCount()));
        }
        Look images = new RegistryImages(ecr, TaskDefinitionMirror.account(SdkJson.write(release)))
                .look(SdkJson.write(release), wanted.definition());
        if (!images.missing().isEmpty()) {
            return shown(input, release, wanted, withoutImages(input, service, images.missing()));
        }
        if (input.dryRun()) {
            return shown(input, release, wanted,
                    wouldStand(input, service, current, wanted, remarks(wanted, images, activeService, service)));
        }
        return converge(input, idle, service, current, wanted, MirrorTag.on(current.tags(), release))
                .orElseGet(() -> standing(input, service, remarks(wanted, images, activeService, service)
                        + OldRevisions.deregisterOne(idle, service, current.taskDefinition().family())
                                .map("; %s was deregistered, an old one of ours"::formatted).orElse("")));
    }

    /** Where people made what the idle site stands on, it may be the equivalent of an earlier release: then that is what it was made of. */
    private static Mirrored wanted(Input input, TaskDefinition release, EcsConfiguration active,
            DescribeTaskDefinitionResponse current, Optional<ObjectNode> before) {
        ObjectNode idle = SdkJson.write(current.taskDefinition());
        Given given = Given.of(input.standbyValues(), input.activeSite() == SiteName.PRIMARY);
        Mirrored wanted = TaskDefinitionMirror.of(
                SdkJson.write(release), before, idle, input.sourceRegion(), input.targetRegion(), given);
        if (wanted.unmapped().isEmpty() || before.isPresent()) {
            return wanted;
        }
        return active.earlier(release, EARLIER_RELEASES)
                .map(SdkJson::write)
                .filter(earlier -> {
                    Mirrored then = TaskDefinitionMirror.of(earlier, idle, input.sourceRegion(), input.targetRegion(), given);
                    return then.unmapped().isEmpty() && Differences.between(idle, then.definition()).isEmpty();
                })
                .findFirst()
                .map(earlier -> TaskDefinitionMirror.of(SdkJson.write(release), Optional.of(earlier), idle,
                        input.sourceRegion(), input.targetRegion(), given))
                .orElse(wanted);
    }

    private static Result shown(Input input, TaskDefinition release, Mirrored wanted, Result result) {
        return input.dryRun()
                ? new Result(result.status(), result.reason(), result.taskDefinition(), result.unmapped(), result.desiredCount(),
                        ShownDefinition.fields(Differences.between(SdkJson.write(release), wanted.definition())),
                        ShownDefinition.of(wanted.definition()))
                : result;
    }

    private static Result wouldStand(
            Input input, Service service, DescribeTaskDefinitionResponse current, Mirrored wanted, String remarks) {
        return isAs(wanted.definition(), current.taskDefinition())
                ? standing(input, service, remarks)
                : result(Status.DONE, "%s of %s would be put on a new revision, which differs from that on which it stands in %s%s"
                        .formatted(input.target().service(), input.targetRegion(), ShownDefinition.fields(
                                Differences.between(SdkJson.write(current.taskDefinition()), wanted.definition())), remarks), service);
    }

    /** What stands starts; what is wanted would not, in the hour when it has to. */
    private static Result withoutImages(Input input, Service service, List<String> missing) {
        return result(
                Status.REFUSED,
                ("%s of %s was left on its task definition, because its tasks would not start on the active site's release;"
                        + " these images are missing: %s. Push them there, or let the registry of %s replicate; the next backup"
                        + " mirrors the release").formatted(input.target().service(), input.targetRegion(),
                                String.join(", ", missing), input.sourceRegion()),
                service);
    }

    private static String controller(Service service) {
        return service.deploymentController() == null ? "ECS" : service.deploymentController().typeAsString();
    }

    /** UpdateService takes no task definition for such a service. */
    private static Result deployedByOthers(Input input, Service service) {
        return new Result(
                Status.REFUSED,
                ("%s of %s has the deployment controller %s, for which only that controller can deploy a task definition;"
                        + " nothing was registered. Let the pipeline that releases to %s release to %s too, or make the"
                        + " service anew with the controller ECS").formatted(
                                input.target().service(), input.targetRegion(), controller(service), input.sourceRegion(),
                                input.targetRegion()),
                Objects.requireNonNullElse(service.taskDefinition(), ""),
                List.of(),
                service.desiredCount());
    }

    /** Empty where the service stands on the wanted definition already. */
    private static Optional<Result> converge(Input input, EcsConfiguration idle, Service service,
            DescribeTaskDefinitionResponse current, Mirrored wanted, List<Tag> tags) {
        if (isAs(wanted.definition(), current.taskDefinition())) {
            return Optional.empty();
        }
        Optional<TaskDefinition> newest = idle.taskDefinitionIfAny(current.taskDefinition().family())
                .map(DescribeTaskDefinitionResponse::taskDefinition)
                .filter(found -> isAs(wanted.definition(), found));
        if (newest.isEmpty()) {
            RegisterTaskDefinitionRequest request =
                    SdkJson.read(wanted.definition(), RegisterTaskDefinitionRequest.builder()).tags(tags).build();
            String registered = idle.ecs().registerTaskDefinition(request).taskDefinition().taskDefinitionArn();
            return Optional.of(result(Status.IN_PROGRESS, "%s was registered, and differs in %s".formatted(
                    registered, Differences.between(SdkJson.write(current.taskDefinition()), wanted.definition())), service));
        }
        String definition = newest.get().taskDefinitionArn();
        idle.ecs().updateService(request -> request
                .cluster(input.target().cluster())
                .service(input.target().service())
                .taskDefinition(definition));
        return Optional.of(result(Status.IN_PROGRESS, "%s was put on %s".formatted(
                input.target().service(), definition), service));
    }

    private static String remarks(Mirrored wanted, Look images, Service active, Service idle) {
        List<String> settings = ServiceSettings.differing(SdkJson.write(active), SdkJson.write(idle));
        return (settings.isEmpty() ? "" : "; these settings of the service differ, which no mirror changes: "
                        + String.join(", ", settings))
                + (images.notLookedUp().isEmpty() ? "" : "; these images were not looked up, because their registry could not"
                        + " be asked: " + String.join(", ", images.notLookedUp()))
                + (wanted.unused().isEmpty() ? "" : "; the release does not have these fields of the plan's standbyValues: "
                        + String.join(", ", wanted.unused()))
                + (wanted.shared().isEmpty() ? "" : "; these fields name the active site's Region at both sites: "
                        + String.join(", ", wanted.shared()));
    }

    private static Result standing(Input input, Service service, String remarks) {
        if (service.desiredCount() > 0) {
            return result(
                    Status.REFUSED,
                    ("%s of %s is asked for %d tasks although that site is idle; they may write. It was "
                                    + "left as it is: find out who scaled it, and scale it to 0")
                            .formatted(input.target().service(), input.targetRegion(), service.desiredCount()),
                    service);
        }
        return result(Status.DONE, "%s stands on the equivalent of the active site's task definition%s".formatted(
                input.target().service(), remarks), service);
    }

    private static boolean isAs(ObjectNode wanted, TaskDefinition found) {
        return Differences.between(SdkJson.write(found), wanted).isEmpty();
    }

    private static Result result(Status status, String reason, Service service) {
        return new Result(status, reason, service.taskDefinition(), List.of(), service.desiredCount());
    }
}
