package io.pilotlight.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotlight.plan.ServiceSite;
import io.pilotlight.plan.SiteName;
import io.pilotlight.serviceconfiguration.Definitions;
import io.pilotlight.serviceconfiguration.SaveServiceConfigurationHandler;
import io.pilotlight.serviceconfiguration.ServiceOfSite;
import io.pilotlight.simulator.cloud.s3.SimulatedS3;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.Status;
import io.pilotlight.verification.Finding.Check;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A service that was saved a moment ago and stands at both sites as it should; each test spoils one thing. */
class VerifyServiceConfigurationHandlerTest {

    private static final String BUCKET = "visitor-counter-backups";
    private static final ServiceSite SITE = ServiceOfSite.SITE;
    private static final String SERVICE_FILE = "web/ecs-service-backup.json";
    private static final String DEFINITION_FILE = "web/task-def-backup.json";

    private final StepCloud cloud = new StepCloud();
    private final SimulatedS3 s3 = cloud.objects();
    private final ServiceOfSite active =
            new ServiceOfSite(cloud, StepCloud.PRIMARY, Definitions.at("eu-west-1", "primary"));
    private final ServiceOfSite idle =
            new ServiceOfSite(cloud, StepCloud.STANDBY, Definitions.at("eu-central-1", "standby"));
    private long rpoSeconds = 3600;
    private String bucket = BUCKET;

    @BeforeEach
    void savedAMomentAgo() {
        s3.addBucket(BUCKET);
        cloud.pass(Duration.ofMinutes(5));
        save();
        cloud.pass(Duration.ofMinutes(5));
    }

    @Test
    void findsNothingWhereAllIsAsItShouldBe() {
        assertThat(verify()).isEqualTo(new VerifyServiceConfigurationHandler.Result(Status.DONE, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICE_FILE, DEFINITION_FILE})
    void findsAFileThatIsMissing(String file) {
        bucket = "another";
        s3.addBucket(bucket);
        copyTo(bucket, file.equals(SERVICE_FILE) ? DEFINITION_FILE : SERVICE_FILE);

        assertFinding(Check.SERVICE_FILE, Severity.WARNING, file)
                .isEqualTo("there is no such file in the bucket another");
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICE_FILE, DEFINITION_FILE})
    void findsAFileThatWasChangedByHand(String file) {
        write(file, "{\"savedAt\": \"2026-11-22T00:00:00Z\", \"taskDefinition\": {}}");

        assertFinding(Check.DRIFT, Severity.WARNING, file).isEqualTo("it was changed by hand after it was saved");
        assertThat(verify().findings().getFirst().remedy()).contains("visitor-counter/" + file, "Show versions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "not JSON"})
    void findsAFileThatCannotBeRead(String content) {
        write(DEFINITION_FILE, content);

        assertFinding(Check.SERVICE_FILE, Severity.WARNING, DEFINITION_FILE).contains("cannot be read");
    }

    @Test
    void findsFilesThatAreOld() {
        cloud.pass(Duration.ofMinutes(115));
        assertThat(verify().findings()).as("two hours old").isEmpty();

        cloud.pass(Duration.ofSeconds(1));
        assertThat(verify().findings()).extracting(Finding::subject).containsExactly(SERVICE_FILE, DEFINITION_FILE);
        assertThat(verify().findings()).allSatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(Check.SERVICE_FILE);
            assertThat(finding.problem()).isEqualTo("it was saved 2 h ago; it must not be older than 2 h");
        });

        rpoSeconds = 2 * 3600;
        assertThat(verify().findings()).as("an RPO of two hours allows four").isEmpty();
    }

    @Test
    void findsThatWhatIsSavedIsNotWhatTheActiveSiteHas() {
        save();
        release(active, container -> container.memoryReservation(64));
        cloud.pass(Duration.ofMinutes(5));

        assertFinding(Check.SERVICE_FILE, Severity.WARNING, "web")
                .isEqualTo("what is saved is not what eu-west-1 has; these fields differ: service.taskDefinition,"
                        + " taskDefinition.containerDefinitions[web].memoryReservation");
    }

    @Test
    void waitsForTheNextBackupWhereAReleaseCameAfterTheLast() {
        release(active, container -> container.memoryReservation(64));

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void takesNoNoticeOfWhatAutoScalingChanges() {
        active.setDesiredCount(4);

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void hasTheFilesAloneWhereTheActiveSiteDoesNotAnswer() {
        cloud.faults().failService(StepCloud.PRIMARY, "ecs");
        assertThat(verify().findings()).isEmpty();

        release(idle, container -> container.memoryReservation(64));
        assertFinding(Check.DRIFT, Severity.CRITICAL, "web/eu-central-1").endsWith(
                "these fields differ: containerDefinitions[web].memoryReservation");
    }

    @Test
    void findsThatTheActiveServiceIsGone() {
        active.delete();

        assertFinding(Check.NOT_CHECKED, Severity.CRITICAL, "web/eu-west-1").contains("service shop in cluster cluster", "a failover could not fence it");
    }

    @Test
    void findsThatTheIdleServiceIsGone() {
        idle.delete();

        assertFinding(Check.DRIFT, Severity.CRITICAL, "web/eu-central-1").contains("nothing to scale");
    }

    @Test
    void findsThatTheIdleServiceStandsOnAnotherTaskDefinition() {
        release(
                idle,
                container -> container.image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/visitor-counter:old"));

        assertFinding(Check.DRIFT, Severity.CRITICAL, "web/eu-central-1").endsWith(
                "these fields differ: containerDefinitions[web].image");
    }

    /** The daily verification and the backup of the same minute look at a release together. */
    @Test
    void givesABackupTheTimeToMirrorWhatItHasJustSaved() {
        release(active, container -> container.memoryReservation(64));
        save();
        assertThat(verify().findings()).isEmpty();

        cloud.pass(Duration.ofMinutes(2));
        assertFinding(Check.DRIFT, Severity.CRITICAL, "web/eu-central-1").endsWith(
                "these fields differ: containerDefinitions[web].memoryReservation");
    }

    @Test
    void comparesTheIdleServiceWithTheActiveOneWhereTheFileCannotBeReliedOn() {
        write(DEFINITION_FILE, "{}");
        release(idle, container -> container.memoryReservation(64));

        assertThat(verify().findings()).extracting(Finding::check, Finding::severity).containsExactly(
                tuple(Check.DRIFT, Severity.CRITICAL),
                tuple(Check.DRIFT, Severity.WARNING));
    }

    @Test
    void findsFieldsWithoutACounterpartAtTheIdleSite() {
        release(
                active,
                container -> container.secrets(
                        container.build().secrets().getFirst(),
                        Secret.builder()
                                .name("API_KEY")
                                .valueFrom("arn:aws:secretsmanager:eu-west-1:123456789012:secret:api-AbCdEf")
                                .build()));
        save();

        assertFinding(Check.DRIFT, Severity.CRITICAL, "web/eu-central-1")
                .contains("no counterpart").endsWith("containerDefinitions[web].secrets[API_KEY].valueFrom");
    }

    @Test
    void findsSettingsOfTheServiceThatAreNotTheActiveSites() {
        active.setGracePeriod(300);
        save();

        assertFinding(Check.DRIFT, Severity.WARNING, "web/eu-central-1")
                .isEqualTo("these settings differ from the active site's service: healthCheckGracePeriodSeconds");
    }

    @Test
    void findsThatTheIdleServiceIsAskedForTasks() {
        idle.setDesiredCount(2);

        assertFinding(Check.DRIFT, Severity.WARNING, "web/eu-central-1").startsWith("it is asked for 2 tasks");
    }

    @Test
    void checksTheFilesWhereTheIdleSiteDoesNotAnswer() {
        cloud.faults().failService(StepCloud.STANDBY, "ecs");
        write(SERVICE_FILE, "{}");

        assertThat(verify().findings()).extracting(Finding::check, Finding::subject).containsExactly(
                tuple(Check.DRIFT, SERVICE_FILE),
                tuple(Check.NOT_CHECKED, "web/eu-central-1"));
    }

    @Test
    void doesNotCompareTheSitesWithWhatTheOtherOneHadBeforeAFailover() {
        VerifyServiceConfigurationHandler.Input turned = new VerifyServiceConfigurationHandler.Input(
                "visitor-counter", "web", BUCKET, rpoSeconds, "eu-central-1", SITE, "eu-west-1", SITE, SiteName.STANDBY, List.of());

        assertThat(verify(turned).findings()).isEmpty();
    }

    private VerifyServiceConfigurationHandler.Result verify() {
        return verify(new VerifyServiceConfigurationHandler.Input(
                "visitor-counter", "web", bucket, rpoSeconds, "eu-west-1", SITE, "eu-central-1", SITE, SiteName.PRIMARY, List.of()));
    }

    private VerifyServiceConfigurationHandler.Result verify(VerifyServiceConfigurationHandler.Input input) {
        return cloud.take(() -> cloud.handler(VerifyServiceConfigurationHandler.class).take(input));
    }

    /** Holds that there is this finding alone; returns its problem. */
    private AbstractStringAssert<?> assertFinding(Check check, Severity severity, String subject) {
        List<Finding> findings = verify().findings();
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.subject()).isEqualTo(subject);
        });
        return assertThat(findings.getFirst().problem());
    }

    private void save() {
        cloud.take(() -> cloud.handler(SaveServiceConfigurationHandler.class).take(
                new SaveServiceConfigurationHandler.Input("visitor-counter", "web", "eu-west-1", SITE, BUCKET)));
    }

    private void write(String file, String content) {
        s3.putObject(put -> put.bucket(BUCKET).key("visitor-counter/" + file), RequestBody.fromString(content));
    }

    private void copyTo(String other, String file) {
        ResponseBytes<GetObjectResponse> object = s3.getObject(
                GetObjectRequest.builder().bucket(BUCKET).key("visitor-counter/" + file).build(),
                ResponseTransformer.toBytes());
        s3.putObject(put -> put.bucket(other).key("visitor-counter/" + file).metadata(object.response().metadata()),
                RequestBody.fromBytes(object.asByteArray()));
    }

    private void release(ServiceOfSite service, UnaryOperator<ContainerDefinition.Builder> change) {
        String region = service == active ? "eu-west-1" : "eu-central-1";
        String site = service == active ? "primary" : "standby";
        service.release(Definitions.at(region, site).toBuilder()
                .containerDefinitions(change.apply(Definitions.container(region, site)).build())
                .build());
    }
}
