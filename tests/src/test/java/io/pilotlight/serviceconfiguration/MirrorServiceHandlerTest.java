package io.pilotlight.serviceconfiguration;

import static org.assertj.core.api.Assertions.assertThat;

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
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class MirrorServiceHandlerTest {

    private static final ServiceSite SITE = new ServiceSite("cluster", "shop", 2, 2, 4, "arn:target", "lb", "Z1");

    private final StepCloud cloud = new StepCloud();
    private final RecordedState state = cloud.recorded("visitor-counter");
    private final TwoSitesEcs active = new TwoSitesEcs("eu-west-1", Definitions.at("eu-west-1", "primary"));
    private final TwoSitesEcs idle = new TwoSitesEcs("eu-central-1", Definitions.at("eu-central-1", "standby"));

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
        assertThat(idle.revisions).hasSize(1);
        assertThat(idle.updates).isEmpty();
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
        assertThat(idle.revisions).hasSize(2);
    }

    @Test
    void neverTouchesTheDesiredCount() {
        release(container -> container.image(image("eu-west-1", ":2")));
        mirror();
        mirror();

        assertThat(idle.updates).hasSize(1).allSatisfy(update -> assertThat(update.desiredCount()).isNull());
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
        assertThat(idle.revisions).hasSize(1);
    }

    @Test
    void reportsAChangeByHandAndPutsItRight() {
        ContainerDefinition byHand = Definitions.container("eu-central-1", "standby").memoryReservation(64).build();
        idle.updateService(update -> update.taskDefinition(idle.registerTaskDefinition(
                Definitions.at("eu-central-1", "standby").toBuilder().containerDefinitions(byHand).build())
                .taskDefinition().taskDefinitionArn()));

        assertThat(mirror().reason()).contains("differs in [containerDefinitions[web].memoryReservation]");
        mirror();
        assertThat(mirror().status()).isEqualTo(Status.DONE);
    }

    @Test
    void saysThatAnIdleSiteIsAskedForTasksAndLeavesItSo() {
        idle.desiredCount = 2;

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.reason()).contains("2 tasks although that site is idle");
        });
        assertThat(idle.updates).isEmpty();
    }

    @Test
    void touchesNothingWhileARecoveryIsUnderWayOrOnceTheSitesHaveChanged() {
        release(container -> container.image(image("eu-west-1", ":2")));
        state.setIncidentOpen(true);
        assertThat(mirror().status()).isEqualTo(Status.REFUSED);

        state.ended(1, SiteName.STANDBY);
        assertThat(mirror().status()).isEqualTo(Status.REFUSED);
        assertThat(idle.revisions).hasSize(1);
    }

    /** It asks for tasks until it is fenced, and the recovery goes on fencing it. */
    @Test
    void doesNotComplainOfAnOldSiteThatIsYetToBeFenced() {
        idle.desiredCount = 2;
        state.setOldSiteFenced(false);

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.taskDefinition()).isEmpty();
            assertThat(result.reason()).contains("still fences the old site");
        });
        assertThat(idle.updates).isEmpty();
    }

    private void release(UnaryOperator<ContainerDefinition.Builder> change) {
        RegisterTaskDefinitionRequest request = Definitions.at("eu-west-1", "primary").toBuilder()
                .containerDefinitions(change.apply(Definitions.container("eu-west-1", "primary")).build()).build();
        active.updateService(update -> update.taskDefinition(
                active.registerTaskDefinition(request).taskDefinition().taskDefinitionArn()));
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
        return new MirrorServiceHandler(cloud.dynamo(), region -> region.equals("eu-west-1") ? active : idle)
                .take(
                        new MirrorServiceHandler.Input(
                                StepCloud.STATE_TABLE, "visitor-counter", SiteName.PRIMARY, "eu-west-1", SITE, "eu-central-1", SITE));
    }
}
