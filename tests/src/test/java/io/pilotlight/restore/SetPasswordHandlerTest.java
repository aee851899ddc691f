package io.pilotlight.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.secret.InvalidSecretException;
import io.pilotlight.secret.PasswordSecret;
import io.pilotlight.step.AwsRefusedException;
import io.pilotlight.step.AwsUnavailableException;
import io.pilotlight.step.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

class SetPasswordHandlerTest {

    private static final String NAME = "visitor-db-20261122t165017-221625";
    private static final String PASSWORD = "hunter2-hunter2";

    private final FakeRds rds = new FakeRds();
    private final FakeSecrets secrets = new FakeSecrets();
    private final SetPasswordHandler handler = new SetPasswordHandler(_ -> rds, _ -> secrets);

    @BeforeEach
    void prepare() {
        rds.put(DBInstance.builder().dbInstanceIdentifier(NAME).dbInstanceStatus("available")
                .endpoint(Endpoint.builder().address(NAME + ".example.com").build()).build());
        secrets.set("v1", "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(PASSWORD));
    }

    @Test
    void asksRdsForThePasswordOfTheSitesOwnSecretAndTellsItsVersionAlone() {
        SetPasswordHandler.Result result = step("");

        assertThat(result).isEqualTo(new SetPasswordHandler.Result(
                Status.IN_PROGRESS, "RDS was asked to apply the password of secret version v1", "v1"));
        assertThat(rds.actions).containsExactly(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).masterUserPassword(PASSWORD).applyImmediately(true).build());
        assertThat(secrets.reads).singleElement().satisfies(read -> {
            assertThat(read.secretId()).isEqualTo("standby/db");
            assertThat(read.versionId()).isNull();
        });
    }

    @Test
    void isDoneOnlyOnceRdsHasAppliedIt() {
        step("");
        rds.change(NAME, instance -> instance.pendingModifiedValues(values -> values.masterUserPassword("****")));
        assertThat(step("v1")).isEqualTo(
                new SetPasswordHandler.Result(Status.IN_PROGRESS, "RDS is applying a password", "v1"));
        rds.change(NAME, instance -> instance.dbInstanceStatus("resetting-master-credentials"));
        assertThat(step("v1"))
                .isEqualTo(new SetPasswordHandler.Result(
                        Status.IN_PROGRESS, "its status is 'resetting-master-credentials'", "v1"));
        rds.change(NAME, instance -> instance.dbInstanceStatus("modifying").pendingModifiedValues(_ -> {}));
        assertThat(step("v1").status()).isEqualTo(Status.IN_PROGRESS);
        rds.change(NAME, instance -> instance.dbInstanceStatus("available"));

        assertThat(step("v1")).isEqualTo(
                new SetPasswordHandler.Result(Status.DONE, "RDS has applied the password of secret version v1", "v1"));
        assertThat(rds.actions).hasSize(1);
    }

    @Test
    void asksAgainWhereTheSecretHasChangedMeanwhile() {
        step("");
        secrets.set("v2", "{\"password\": \"another-one\"}");

        assertThat(step("v1")).returns(Status.IN_PROGRESS, SetPasswordHandler.Result::status)
                .returns("v2", SetPasswordHandler.Result::requestedVersion);
        assertThat(rds.actions).hasSize(2);
        assertThat(step("v2").status()).isEqualTo(Status.DONE);
    }

    @Test
    void doesNotReadTheSecretBeforeTheInstanceCanTakeIt() {
        rds.change(NAME, instance -> instance.dbInstanceStatus("backing-up"));

        assertThat(step(""))
                .isEqualTo(new SetPasswordHandler.Result(Status.IN_PROGRESS, "its status is 'backing-up'", ""));
        assertThat(secrets.reads).isEmpty();
    }

    @Test
    void convergesAfterACallThatTimedOutAfterItsEffect() {
        rds.failNextAfterItsEffect(ApiCallTimeoutException.create(15_000));
        assertThatThrownBy(() -> step("")).isInstanceOf(AwsUnavailableException.class);
        rds.change(NAME, instance -> instance.pendingModifiedValues(values -> values.masterUserPassword("****")));
        assertThat(step("").requestedVersion()).isEmpty();
        rds.change(NAME, instance -> instance.pendingModifiedValues(_ -> {}));

        String requested = step("").requestedVersion();
        assertThat(step(requested).status()).isEqualTo(Status.DONE);
    }

    @Test
    void waitsWhereTheInstanceIsBusyByTheTimeItIsAsked() {
        rds.failNextBeforeItsEffect(InvalidDbInstanceStateException.builder().statusCode(400).message("busy").build());

        assertThat(step("")).isEqualTo(
                new SetPasswordHandler.Result(Status.IN_PROGRESS, "RDS does not take a change now: busy", ""));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "",
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
        secrets.set("v1", content);

        assertThatThrownBy(() -> step("")).isInstanceOf(InvalidSecretException.class)
                .hasMessageStartingWith("Secret standby/db ")
                .hasMessageContaining("password was not changed")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("hunter", "hünter"));
        assertThat(rds.actions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8charact", "!#$%&'()*+,-.:;<=>?[\\]^_`{|}~", "a-hunter2-a-hunter2-a-hunter2-a-hunter2-x"})
    void takesEveryPasswordThatRdsForMySqlTakes(String password) {
        secrets.set("v1", "{\"password\": \"%s\"}".formatted(password.replace("\\", "\\\\")));

        step("");

        assertThat(rds.actions).singleElement().isEqualTo(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(NAME).masterUserPassword(password).applyImmediately(true).build());
    }

    @Test
    void neverTellsThePassword() {
        assertThat(new PasswordSecret("v1", PASSWORD)).hasToString("PasswordSecret[versionId=v1]");
        assertThat(step("").toString()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "incompatible-parameters", "stopped", "insufficient-capacity"})
    void callsAPersonWhereTheInstanceBrokeMeanwhile(String status) {
        rds.change(NAME, instance -> instance.dbInstanceStatus(status));

        assertThatThrownBy(() -> step("v1")).isInstanceOf(StuckInstanceException.class).hasMessageContaining(status);
    }

    @Test
    void callsAPersonWhereTheInstanceIsGone() {
        rds.hideInstances(true);

        assertThatThrownBy(() -> step("")).isInstanceOf(AwsRefusedException.class).hasMessageContaining(NAME);
    }

    private SetPasswordHandler.Result step(String requestedVersion) {
        return handler.take(
                new SetPasswordHandler.Input("eu-central-1", NAME, "standby/db", requestedVersion));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
