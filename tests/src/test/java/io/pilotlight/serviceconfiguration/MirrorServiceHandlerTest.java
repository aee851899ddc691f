package io.pilotlight.serviceconfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class MirrorServiceHandlerTest {

    private static final ServiceSite SITE = ServiceOfSite.SITE;

    private final StepCloud cloud = new StepCloud();
    private final RecordedState state = cloud.recorded("visitor-counter");
    private final ServiceOfSite active =
            new ServiceOfSite(cloud, StepCloud.PRIMARY, Definitions.at("eu-west-1", "primary"));
    private final ServiceOfSite idle =
            new ServiceOfSite(cloud, StepCloud.STANDBY, Definitions.at("eu-central-1", "standby"));

    @BeforeEach
    void thePrimaryIsActive() {
        state.ended(1, SiteName.PRIMARY);
    }

    @Test
    void leavesAServiceAloneThatIsEquivalentAlready() {
        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.DONE);
            assertThat(result.taskDefinition()).endsWith("visitor-counter-standby:1");
        });
        assertThat(idle.revisions()).isEqualTo(1);
        assertThat(cloud.asked(UpdateServiceRequest.class)).isEmpty();
    }

    @Test
    void givesTheIdleServiceTheReleaseWithItsOwnImagesRolesSecretsAndLogs() {
        release(container -> container.image(image("eu-west-1", "@sha256:99"))
                .environment(environment(container, Definitions.variable("LOG_LEVEL", "debug"))));

        assertThat(mirror().reason()).contains("containerDefinitions[web].image",
                "containerDefinitions[web].environment[LOG_LEVEL].value").doesNotContain("AWS_REGION", "secrets");
        assertThat(mirror().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(mirror().status()).isEqualTo(Status.DONE);

        TaskDefinition mirrored = idle.current();
        ContainerDefinition web = mirrored.containerDefinitions().getFirst();
        assertThat(mirrored.family()).isEqualTo("visitor-counter-standby");
        assertThat(mirrored.taskRoleArn()).endsWith("role/task-standby");
        assertThat(mirrored.executionRoleArn()).endsWith("role/execution-standby");
        assertThat(mirrored.cpu()).isEqualTo("256");
        assertThat(web.image()).isEqualTo(image("eu-central-1", "@sha256:99"));
        assertThat(web.secrets()).extracting(Secret::valueFrom).allMatch(arn -> arn.contains("eu-central-1"));
        assertThat(web.logConfiguration().options()).containsEntry("awslogs-group", "/ecs/standby")
                .containsEntry("awslogs-region", "eu-central-1");
        assertThat(web.environment()).contains(Definitions.variable("LOG_LEVEL", "debug"),
                Definitions.variable("AWS_REGION", "eu-central-1"),
                Definitions.variable("QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/123456789012/standby"));
        assertThat(idle.revisions()).isEqualTo(2);
    }

    @Test
    void neverTouchesTheDesiredCount() {
        release(container -> container.image(image("eu-west-1", ":2")));
        mirror();
        mirror();

        assertThat(cloud.asked(UpdateServiceRequest.class)).hasSize(1).allSatisfy(update -> assertThat(update.desiredCount()).isNull());
    }

    @Test
    void reportsEveryFieldWithoutACounterpartAndRegistersNothing() {
        release(container -> container
                .secrets(container.build().secrets().getFirst(), Secret.builder().name("API_KEY")
                        .valueFrom("arn:aws:secretsmanager:eu-west-1:123456789012:secret:api-AbCdEf").build())
                .environment(environment(container, Definitions.variable("CACHE", "cache.eu-west-1.example.com"))));

        MirrorServiceHandler.Result result = mirror();

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.unmapped()).containsExactlyInAnyOrder("containerDefinitions[web].secrets[API_KEY].valueFrom",
                "containerDefinitions[web].environment[CACHE].value");
        assertThat(idle.revisions()).isEqualTo(1);
    }

    @Test
    void givesANewRevisionTheTagsOfTheOneThatItFollowsAndNamesTheReleaseThatItIsMadeOf() {
        idle.release(Definitions.at("eu-central-1", "standby").toBuilder()
                .tags(Tag.builder().key("CostCenter").value("42").build()).build());
        release(container -> container.image(image("eu-west-1", ":2")));
        mirror();
        mirror();

        assertThat(idle.tags()).extracting(Tag::key, Tag::value).containsExactly(
                tuple("CostCenter", "42"), tuple("pilot-light:mirror-of", active.current().taskDefinitionArn()));
    }

    @Test
    void registersNothingForAServiceThatOthersDeploy() {
        StepCloud other = new StepCloud();
        other.recorded("visitor-counter").ended(1, SiteName.PRIMARY);
        new ServiceOfSite(other, StepCloud.PRIMARY, Definitions.at("eu-west-1", "primary"));
        ServiceOfSite deployed = new ServiceOfSite(other, StepCloud.STANDBY, Definitions.at("eu-central-1", "standby"),
                DeploymentControllerType.CODE_DEPLOY);

        MirrorServiceHandler.Result result = mirror(other);

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.reason()).contains("deployment controller CODE_DEPLOY", "nothing was registered",
                "Let the pipeline that releases to eu-west-1 release to eu-central-1 too");
        assertThat(deployed.revisions()).isEqualTo(1);
    }

    @Test
    void registersANewRevisionWhereTheIdleServiceStandsOnAnInactiveOne() {
        release(container -> container.image(image("eu-west-1", ":2")));
        idle.deregister(1);

        assertThat(mirror().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(mirror().status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(mirror().status()).isEqualTo(Status.DONE);
        assertThat(idle.current().containerDefinitions().getFirst().image()).isEqualTo(image("eu-central-1", ":2"));
    }

    @Test
    void asksForAValueThatHasChangedSinceItMirroredAndTakesTheOneThatAPersonGives() {
        release(container -> container.image(image("eu-west-1", ":2")));
        mirror();
        mirror();
        KeyValuePair moved = Definitions.variable("QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/123456789012/moved");
        release(container -> container.image(image("eu-west-1", ":3")).environment(environment(container, moved)));

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.unmapped()).containsExactly("containerDefinitions[web].environment[QUEUE_URL].value");
        });

        ContainerDefinition.Builder byHand = Definitions.container("eu-central-1", "standby");
        KeyValuePair movedToo = Definitions.variable("QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/123456789012/moved-dr");
        idle.release(Definitions.at("eu-central-1", "standby").toBuilder().tags(idle.tags())
                .containerDefinitions(byHand.environment(environment(byHand, movedToo)).build()).build());
        mirror();
        mirror();

        assertThat(mirror().status()).isEqualTo(Status.DONE);
        assertThat(idle.current().containerDefinitions().getFirst()).satisfies(web -> {
            assertThat(web.image()).isEqualTo(image("eu-central-1", ":3"));
            assertThat(web.environment()).contains(movedToo);
        });
    }

    @Test
    void reportsAChangeByHandAndPutsItRight() {
        ContainerDefinition byHand = Definitions.container("eu-central-1", "standby").memoryReservation(64).build();
        idle.release(Definitions.at("eu-central-1", "standby").toBuilder().containerDefinitions(byHand).build());

        assertThat(mirror().reason()).contains("differs in [containerDefinitions[web].memoryReservation]");
        mirror();
        assertThat(mirror().status()).isEqualTo(Status.DONE);
    }

    @Test
    void saysThatAnIdleSiteIsAskedForTasksAndLeavesItSo() {
        idle.setDesiredCount(2);

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("2 tasks although that site is idle");
        });
        assertThat(cloud.asked(UpdateServiceRequest.class)).isEmpty();
    }

    @Test
    void touchesNothingWhileARecoveryIsUnderWayOrOnceTheSitesHaveChanged() {
        release(container -> container.image(image("eu-west-1", ":2")));
        state.setIncidentOpen(true);
        assertThat(mirror().status()).isEqualTo(Status.REFUSED);

        state.ended(1, SiteName.STANDBY);
        assertThat(mirror().status()).isEqualTo(Status.REFUSED);
        assertThat(idle.revisions()).isEqualTo(1);
    }

    /** It asks for tasks until it is fenced, and the recovery goes on fencing it. */
    @Test
    void doesNotComplainOfAnOldSiteThatIsYetToBeFenced() {
        idle.setDesiredCount(2);
        state.setOldSiteFenced(false);

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.taskDefinition()).isEmpty();
            assertThat(result.reason()).contains("still fences the old site");
        });
        assertThat(cloud.asked(UpdateServiceRequest.class)).isEmpty();
    }

    private void release(UnaryOperator<ContainerDefinition.Builder> change) {
        active.release(Definitions.at("eu-west-1", "primary").toBuilder()
                .containerDefinitions(change.apply(Definitions.container("eu-west-1", "primary")).build()).build());
    }

    private static List<KeyValuePair> environment(ContainerDefinition.Builder container, KeyValuePair changed) {
        List<KeyValuePair> environment = new ArrayList<>(container.build().environment());
        environment.removeIf(variable -> variable.name().equals(changed.name()));
        environment.add(changed);
        return environment;
    }

    private static String image(String region, String reference) {
        return "123456789012.dkr.ecr.%s.amazonaws.com/visitor-counter%s".formatted(region, reference);
    }

    private MirrorServiceHandler.Result mirror() {
        return mirror(cloud);
    }

    private static MirrorServiceHandler.Result mirror(StepCloud cloud) {
        MirrorServiceHandler handler = cloud.handler(MirrorServiceHandler.class);
        return cloud.take(() -> handler.take(new MirrorServiceHandler.Input(StepCloud.STATE_TABLE, "visitor-counter",
                SiteName.PRIMARY, "eu-west-1", SITE, "eu-central-1", SITE)));
    }
}
