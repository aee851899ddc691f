package io.pilotlight.serviceconfiguration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotlight.json.StrictJson;
import io.pilotlight.lease.RecordedState;
import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.plan.StandbyValue;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class MirrorServiceHandlerTest {

    private static final ServiceSite SITE = ServiceOfSite.SITE;
    private static final String ACCOUNT = "123456789012";

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
    void givesNo51stTag() {
        List<Tag> tags = IntStream.range(0, 50).mapToObj(number -> Tag.builder().key("key" + number).value("a").build()).toList();
        idle.release(Definitions.at("eu-central-1", "standby").toBuilder().tags(tags).build());
        release(container -> container.image(image("eu-west-1", ":2")));

        mirrorUntilDone();
        assertThat(idle.tags()).containsExactlyElementsOf(tags);
    }

    @ParameterizedTest
    @EnumSource(value = DeploymentControllerType.class, names = {"CODE_DEPLOY", "EXTERNAL"})
    void registersNothingForAServiceThatOthersDeploy(DeploymentControllerType controller) {
        StepCloud other = new StepCloud();
        other.recorded("visitor-counter").ended(1, SiteName.PRIMARY);
        new ServiceOfSite(other, StepCloud.PRIMARY, Definitions.at("eu-west-1", "primary"));
        ServiceOfSite deployed = new ServiceOfSite(other, StepCloud.STANDBY, Definitions.at("eu-central-1", "standby"),
                controller);

        MirrorServiceHandler.Result result = mirror(other);

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.reason()).contains("deployment controller " + controller, "nothing was registered",
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
    void asksForWhatTheStandbyHasOfItsOwnAndTakesThePlansAnswerWithEachRelease() {
        ContainerDefinition.Builder byHand = Definitions.container("eu-central-1", "standby");
        idle.release(Definitions.at("eu-central-1", "standby").toBuilder().containerDefinitions(
                byHand.environment(environment(byHand, Definitions.variable("LOG_LEVEL", "standby"))).build()).build());
        String field = "containerDefinitions[web].environment[LOG_LEVEL].value";
        StandbyValue answer = new StandbyValue(field, "quiet");

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.unmapped()).containsExactly(field);
            assertThat(result.reason()).contains("in standbyValues of the plan");
        });
        assertThat(cloud.changes()).isEmpty();

        mirror(cloud, answer);
        mirror(cloud, answer);
        assertThat(mirror(cloud, answer).status()).isEqualTo(Status.DONE);
        assertThat(idle.current().containerDefinitions().getFirst().environment()).contains(Definitions.variable("LOG_LEVEL", "quiet"));
        assertThat(mirror(cloud, answer, new StandbyValue("containerDefinitions[api].image", "x")).reason())
                .contains("does not have these fields of the plan's standbyValues: containerDefinitions[api].image");
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

    @Test
    void findsAnImageThatIsNotInTheIdleSitesRegistryAndKeepsTheServiceOnWhatStarts() {
        release(container -> container.image(image("eu-west-1", ":2")));
        cloud.images(StepCloud.STANDBY).empty(ACCOUNT, "visitor-counter");

        assertMissing(image("eu-central-1", ":2") + " (ImageNotFound: Requested image not found)");
    }

    @Test
    void findsARepositoryThatIsNotThere() {
        release(container -> container.image(image("eu-west-1", ":2")));
        cloud.images(StepCloud.STANDBY).deleteRepository(request -> request.registryId(ACCOUNT).repositoryName("visitor-counter"));

        assertMissing(image("eu-central-1", ":2") + " (the registry has no repository visitor-counter)");
    }

    @Test
    void findsAnotherImageUnderTheSameTag() {
        release(container -> container.image(image("eu-west-1", ":2")));
        cloud.images(StepCloud.PRIMARY).push(image("eu-west-1", ":2"), "sha256:aa");
        cloud.images(StepCloud.STANDBY).push(image("eu-central-1", ":2"), "sha256:bb");

        assertMissing(image("eu-central-1", ":2") + " (sha256:bb, where the active site has sha256:aa)");
    }

    /** A lifecycle rule of the registry may take what the service has stood on for long. */
    @Test
    void findsThatTheImageIsGoneAlthoughNothingIsReleased() {
        assertThat(mirror().status()).isEqualTo(Status.DONE);
        cloud.images(StepCloud.STANDBY).empty(ACCOUNT, "visitor-counter");

        assertMissing(image("eu-central-1", Definitions.DIGEST));
    }

    @Test
    void saysWhichImagesItCouldNotLookUp() {
        ContainerDefinition proxy = ContainerDefinition.builder().name("proxy").image("public.ecr.aws/nginx/nginx:1").build();
        for (ServiceOfSite site : List.of(active, idle)) {
            String region = site == active ? "eu-west-1" : "eu-central-1";
            site.release(Definitions.at(region, site == active ? "primary" : "standby").toBuilder().containerDefinitions(
                    Definitions.container(region, site == active ? "primary" : "standby").build(), proxy).build());
        }

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.DONE);
            assertThat(result.reason()).contains("not looked up, because their registry could not be asked: public.ecr.aws/nginx/nginx:1");
        });
    }

    @Test
    void takesAnImageOfAnotherAccountThatItMayNotLookUpForOneThatIsNotKnown() {
        for (ServiceOfSite site : List.of(active, idle)) {
            String region = site == active ? "eu-west-1" : "eu-central-1";
            site.release(Definitions.at(region, site == active ? "primary" : "standby").toBuilder().containerDefinitions(
                    Definitions.container(region, site == active ? "primary" : "standby")
                            .image(image(region, ":7").replace(ACCOUNT, "999999999999")).build()).build());
        }
        cloud.deny("ecr:BatchGetImage");

        assertThat(mirror()).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.DONE);
            assertThat(result.reason()).contains("could not be asked: " + image("eu-central-1", ":7").replace(ACCOUNT, "999999999999"));
        });
    }

    @Test
    void failsWhereItMayNotLookUpAnImageOfItsOwnAccount() {
        cloud.deny("ecr:BatchGetImage");

        assertThatThrownBy(this::mirror).isInstanceOf(AwsRefusedException.class).hasMessageContaining("ecr:BatchGetImage");
    }

    @Test
    void deregistersItsOwnOldRevisionsAndNeitherPeoplesNorTheNewest() {
        idle.release(Definitions.at("eu-central-1", "standby").toBuilder().cpu("512").build());
        for (int number = 1; number <= 12; number++) {
            String tag = ":" + number;
            release(container -> container.image(image("eu-west-1", tag)));
            mirrorUntilDone();
        }

        assertThat(idle.current().taskDefinitionArn()).endsWith(":14");
        assertThat(idle.activeRevisions()).as("1 and 2 are people's").containsExactly(1, 2, 10, 11, 12, 13, 14);
    }

    @Test
    void deregistersWhatHadPiledUpOneAtAMirror() {
        String release = active.current().taskDefinitionArn();
        Tag ours = Tag.builder().key("pilot-light:mirror-of").value(release).build();
        for (int number = 1; number <= 8; number++) {
            Tag other = ours.toBuilder().value(release + number).build();
            idle.release(Definitions.at("eu-central-1", "standby").toBuilder().tags(other).build());
        }

        assertThat(mirror().reason()).contains("visitor-counter-standby:4 was deregistered");
        mirror();
        mirror();
        mirror();
        assertThat(idle.activeRevisions()).containsExactly(1, 5, 6, 7, 8, 9);
        assertThat(cloud.asked(DeregisterTaskDefinitionRequest.class)).hasSize(3);
    }

    @Test
    void neverDeregistersTheRevisionThatTheServiceStandsOnNorOneThatPeopleMadeOfIt() {
        release(container -> container.image(image("eu-west-1", ":2")));
        mirrorUntilDone();
        List<Tag> copied = idle.tags();
        for (int number = 1; number <= 8; number++) {
            cloud.ecs(StepCloud.STANDBY).registerTaskDefinition(Definitions.at("eu-central-1", "standby").toBuilder().tags(copied).build());
        }
        mirrorUntilDone();
        mirrorUntilDone();

        assertThat(idle.current().taskDefinitionArn()).endsWith(":2");
        assertThat(idle.activeRevisions()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void showsInADryRunWhatWouldStandWithoutASecretAndChangesNothing() {
        release(container -> container.image(image("eu-west-1", ":2"))
                .command("serve", "--admin-password", "hunter1", "--db", "mysql://shop:hunter2@db.example.com/shop", "-Dtoken=hunter3")
                .environment(environment(container, Definitions.variable("ADMIN_PASSWORD", "hunter4"))));

        MirrorServiceHandler.Result result = mirror(cloud, true);

        assertThat(result.status()).isEqualTo(Status.DONE);
        assertThat(result.reason()).contains("would be put on a new revision", "containerDefinitions[web].image");
        assertThat(result.definition().path("family").asText()).isEqualTo("visitor-counter-standby");
        assertThat(result.definition().at("/containerDefinitions/0/image").asText()).isEqualTo(image("eu-central-1", ":2"));
        assertThat(result.definition().at("/containerDefinitions/0/secrets/0/valueFrom").asText())
                .isEqualTo("arn:aws:secretsmanager:eu-central-1:123456789012:secret:standby-AbCdEf");
        assertThat(result.definition().toString()).contains("(not shown)", "-Dtoken=").doesNotContain("hunter");
        assertThat(result.differing()).contains("containerDefinitions[web].image", "executionRoleArn", "family")
                .doesNotContain("containerDefinitions[web].environment[ADMIN_PASSWORD].value", "cpu");
        assertThat(cloud.changes()).isEmpty();
    }

    @Test
    void showsInADryRunWhatIsKnownOfADefinitionThatIsRefused() {
        release(container -> container.environment(environment(container, Definitions.variable("CACHE", "cache.eu-west-1.example.com"))));

        assertThat(mirror(cloud, true)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.REFUSED);
            assertThat(result.unmapped()).containsExactly("containerDefinitions[web].environment[CACHE].value");
            assertThat(result.definition().at("/containerDefinitions/0/name").asText()).isEqualTo("web");
        });
    }

    /** Ten such services, and an execution's output still fits into a state. */
    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 600})
    void showsNoMoreThanAStateMayCarry(int variables) {
        release(container -> container.environment(IntStream.range(0, variables)
                .mapToObj(number -> Definitions.variable("VARIABLE_" + number, "eu-west-1 " + "\u00e4".repeat(40))).toList()));

        MirrorServiceHandler.Result result = mirror(cloud, true);

        assertThat(StrictJson.mapper().valueToTree(result).toString().getBytes(UTF_8)).hasSizeLessThan(25_000);
        assertThat(result.definition().at("/containerDefinitions/0/image").asText()).startsWith("123456789012.dkr.ecr.eu-central-1");
    }

    @Test
    void registersAndDeregistersNothingWhereNothingHasChanged() {
        for (int time = 1; time <= 20; time++) {
            assertThat(mirror().status()).isEqualTo(Status.DONE);
        }
        assertThat(cloud.changes()).isEmpty();
    }

    private void mirrorUntilDone() {
        for (int looks = 0; mirror().status() != Status.DONE; looks++) {
            assertThat(looks).isLessThan(5);
        }
    }

    private void assertMissing(String image) {
        TaskDefinition before = idle.current();
        MirrorServiceHandler.Result result = mirror();

        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.taskDefinition()).isEqualTo(before.taskDefinitionArn());
        assertThat(result.reason()).contains("its tasks would not start", image, "the next backup mirrors the release");
        assertThat(idle.revisions()).isEqualTo(before.revision());
        assertThat(cloud.changes()).isEmpty();
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

    private static MirrorServiceHandler.Result mirror(StepCloud cloud, StandbyValue... values) {
        return mirror(cloud, false, values);
    }

    private static MirrorServiceHandler.Result mirror(StepCloud cloud, boolean dryRun, StandbyValue... values) {
        MirrorServiceHandler handler = cloud.handler(MirrorServiceHandler.class);
        return cloud.take(() -> handler.take(new MirrorServiceHandler.Input(StepCloud.STATE_TABLE, "visitor-counter",
                SiteName.PRIMARY, "eu-west-1", SITE, "eu-central-1", SITE, List.of(values), dryRun)));
    }
}
