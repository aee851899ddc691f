package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.secret.JsonSecret;
import io.pilotlight.simulator.cloud.api.CallFault;
import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.rds.SimulatedRds;
import io.pilotlight.simulator.cloud.secretsmanager.SimulatedSecretsManager;
import io.pilotlight.simulator.scenario.StepCloud;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

class SetPasswordHandlerTest {

    private static final String NAME = "visitor-db-20261122t165017-221625";
    private static final String PASSWORD = "hunter2-hunter2";

    private static final String REGION = StepCloud.STANDBY;
    private static final String SECRET = "standby/db";

    private final StepCloud cloud = new StepCloud();
    private final SimulatedRds rds = cloud.rds(REGION);
    private final SimulatedSecretsManager secrets = cloud.secrets(REGION);
    private final SetPasswordHandler handler = cloud.handler(SetPasswordHandler.class);
    private String first;

    @BeforeEach
    void prepare() {
        rds.addInstance(CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).masterUserPassword("of-the-recovery-point").build());
        secrets.addSecret(SECRET, "{}");
        first = secrets.rotate(SECRET, "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(PASSWORD));
    }

    @Test
    void asksRdsForThePasswordOfTheSitesOwnSecretAndTellsItsVersionAlone() {
        SetPasswordHandler.Result result = step("");

        assertThat(result).isEqualTo(new SetPasswordHandler.Result(
                Status.IN_PROGRESS, "RDS was asked to apply the password of secret version " + first, first));
        assertThat(cloud.changes()).containsExactly(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).masterUserPassword(PASSWORD).applyImmediately(true).build());
        assertThat(cloud.asked(GetSecretValueRequest.class)).singleElement().satisfies(read -> {
            assertThat(read.secretId()).isEqualTo("standby/db");
            assertThat(read.versionId()).isNull();
        });
    }

    @Test
    void isDoneOnlyOnceRdsHasAppliedIt() {
        step("");
        assertThat(step(first)).isEqualTo(
                new SetPasswordHandler.Result(Status.IN_PROGRESS, "RDS is applying a password", first));
        cloud.passUntil(() -> instance().dbInstanceStatus().equals("resetting-master-credentials"));
        assertThat(step(first))
                .isEqualTo(new SetPasswordHandler.Result(
                        Status.IN_PROGRESS, "its status is 'resetting-master-credentials'", first));
        cloud.passUntil(() -> instance().dbInstanceStatus().equals("available"));
        rds.describeAs(NAME, instance -> instance.dbInstanceStatus("modifying"));
        assertThat(step(first).status()).isEqualTo(Status.IN_PROGRESS);
        rds.describeAs(NAME, instance -> instance.dbInstanceStatus("available"));

        assertThat(step(first)).isEqualTo(new SetPasswordHandler.Result(
                Status.DONE, "RDS has applied the password of secret version " + first, first));
        assertThat(cloud.changes()).hasSize(1);
        assertThat(rds.database(NAME).orElseThrow().connect(PASSWORD).count()).isZero();
    }

    @Test
    void asksAgainWhereTheSecretHasChangedMeanwhile() {
        step("");
        String second = secrets.rotate(SECRET, "{\"password\": \"another-one\"}");
        cloud.pass(Duration.ofMinutes(10));

        assertThat(step(first)).returns(Status.IN_PROGRESS, SetPasswordHandler.Result::status)
                .returns(second, SetPasswordHandler.Result::requestedVersion);
        assertThat(cloud.changes()).hasSize(2);
        cloud.pass(Duration.ofMinutes(10));
        assertThat(step(second).status()).isEqualTo(Status.DONE);
    }

    @Test
    void doesNotReadTheSecretBeforeTheInstanceCanTakeIt() {
        rds.describeAs(NAME, instance -> instance.dbInstanceStatus("backing-up"));

        assertThat(step(""))
                .isEqualTo(new SetPasswordHandler.Result(Status.IN_PROGRESS, "its status is 'backing-up'", ""));
        assertThat(cloud.asked(GetSecretValueRequest.class)).isEmpty();
    }

    @Test
    void convergesAfterACallThatTimedOutAfterItsEffect() {
        cloud.faults().fail(CallFault.after("rds:ModifyDBInstance", Kind.TIMEOUT));
        assertThatThrownBy(() -> step("")).isInstanceOf(AwsUnavailableException.class);
        assertThat(step("").requestedVersion()).isEmpty();
        cloud.pass(Duration.ofMinutes(10));

        String requested = step("").requestedVersion();
        cloud.pass(Duration.ofMinutes(10));
        assertThat(step(requested).status()).isEqualTo(Status.DONE);
    }

    @Test
    void waitsWhereTheInstanceIsBusyByTheTimeItIsAsked() {
        cloud.refuseNext("rds:ModifyDBInstance",
                InvalidDbInstanceStateException.builder().statusCode(400).message("busy").build());

        assertThat(step("")).isEqualTo(
                new SetPasswordHandler.Result(Status.IN_PROGRESS, "RDS does not take a change now: busy", ""));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        " ",
        "hunter2-hunter2",
        "\"hunter2-hunter2\"",
        "[\"hunter2-hunter2\"]",
        "{\"password\": hunter2-hunter2}",
        "{\"password\": \"hunter2-hunter2\"",
        "{\"password\": \"hunter2-hunter2\"} hunter2",
        "{\"password\": \"x-hunter2-x\", \"password\": \"hunter2-hunter2\"}",
        "{\"Password\": \"hunter2-hunter2\"}",
        "{\"pass\": \"hunter2-hunter2\"}",
        "{\"password\": null, \"old\": \"hunter2-hunter2\"}",
        "{\"password\": [\"hunter2-hunter2\"]}",
        "{\"password\": {\"value\": \"hunter2-hunter2\"}}",
        "{\"password\": \"hunter2\"}",
        "{\"password\": \"hunter2 hunter2\"}",
        "{\"password\": \"hunter2/hunter2\"}",
        "{\"password\": \"hunter2@hunter2\"}",
        "{\"password\": \"hunter2\\\"hunter2\"}",
        "{\"password\": \"hunter2-hünter2\"}",
        "{\"password\": \"hunter2-hunter2-hunter2-hunter2-hunter2-hu\"}"})
    void refusesASecretThatHoldsNoPasswordAndQuotesNothingOfIt(String content) {
        if (content == null) {
            secrets.rotateToBinary(SECRET);
        } else {
            secrets.rotate(SECRET, content);
        }

        assertThatThrownBy(() -> step("")).isInstanceOf(InvalidSecretException.class)
                .hasMessageStartingWith("Secret standby/db ")
                .hasMessageContaining("Neither it nor the database was changed")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("hunter", "hünter"));
        assertThat(cloud.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8charact", "!#$%&'()*+,-.:;<=>?[\\]^_`{|}~", "a-hunter2-a-hunter2-a-hunter2-a-hunter2-x"})
    void takesEveryPasswordThatRdsForMySqlTakes(String password) {
        secrets.rotate(SECRET, "{\"password\": \"%s\"}".formatted(password.replace("\\", "\\\\")));

        step("");

        assertThat(cloud.changes()).singleElement().isEqualTo(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).masterUserPassword(password).applyImmediately(true).build());
    }

    @Test
    void neverTellsThePassword() {
        assertThat(JsonSecret.read(secrets, SECRET)).hasToString("JsonSecret[versionId=%s]".formatted(first));
        assertThat(step("").toString()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "incompatible-parameters", "stopped", "insufficient-capacity"})
    void callsAPersonWhereTheInstanceBrokeMeanwhile(String status) {
        rds.describeAs(NAME, instance -> instance.dbInstanceStatus(status));

        assertThatThrownBy(() -> step(first)).isInstanceOf(StuckInstanceException.class).hasMessageContaining(status);
    }

    @Test
    void callsAPersonWhereTheInstanceIsGone() {
        rds.deleteDBInstance(request -> request.dbInstanceIdentifier(NAME).skipFinalSnapshot(true));
        cloud.pass(Duration.ofMinutes(10));

        assertThatThrownBy(() -> step("")).isInstanceOf(StuckInstanceException.class).hasMessageContaining(NAME);
    }

    @Test
    void readsThePasswordByTheNameThatTheApplicationGivesIt() {
        secrets.rotate(SECRET, "{\"DB_HOST\": \"old.example.com\", \"DB_USER\": \"admin\", \"DB_PASS\": \"of-the-application\"}");

        step("DB_PASS", "");

        assertThat(cloud.changes()).containsExactly(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).masterUserPassword("of-the-application").applyImmediately(true).build());
        cloud.pass(Duration.ofMinutes(10));
        assertThatThrownBy(() -> step("DB_PASSWORD", "")).isInstanceOf(InvalidSecretException.class)
                .hasMessageContaining("has no text in a field 'DB_PASSWORD'; accepted is a JSON object with a text in the field 'DB_PASSWORD'");
        secrets.rotate(SECRET, "{\"DB_PASS\": \"short\"}");
        assertThatThrownBy(() -> step("DB_PASS", "")).isInstanceOf(InvalidSecretException.class)
                .hasMessageContaining("in the field 'DB_PASS'");
    }

    private SetPasswordHandler.Result step(String requestedVersion) {
        return step("password", requestedVersion);
    }

    private SetPasswordHandler.Result step(String passwordField, String requestedVersion) {
        return cloud.take(() -> handler.take(new SetPasswordHandler.Input(
                REGION, NAME, SECRET, passwordField, requestedVersion, cloud.recovery("visitor"))));
    }

    private DBInstance instance() {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(NAME)).dbInstances().getFirst();
    }

    private static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
