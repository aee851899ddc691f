package io.pilotlight.simulator.cloud.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.simulator.cloud.CloudFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

class SimulatedSsmTest {

    private static final String NAME = "/visits/endpoint";

    private final SimulatedSsm ssm = new SimulatedSsm("eu-west-1", CloudFixture.withSeed(7).context());

    @Test
    void keepsAVersionForEachOverwrite() {
        put("old");
        ssm.putParameter(request -> request.name(NAME).value("new").overwrite(true));

        assertThat(get(NAME).value()).isEqualTo("new");
        assertThat(get(NAME).version()).isEqualTo(2);
        assertThat(get(NAME + ":1").value()).isEqualTo("old");
        assertThat(get(get(NAME).arn()).value()).isEqualTo("new");
        assertThatThrownBy(() -> get(NAME + ":3")).isInstanceOf(ParameterVersionNotFoundException.class);
    }

    @Test
    void refusesToOverwriteUnlessAsked() {
        put("old");

        assertThatThrownBy(() -> put("new")).isInstanceOfSatisfying(ParameterAlreadyExistsException.class, refused ->
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ParameterAlreadyExists"));
        assertThat(get(NAME).value()).isEqualTo("old");
    }

    @Test
    void refusesAParameterThatIsNotThere() {
        assertThatThrownBy(() -> get("/nothing")).isInstanceOfSatisfying(ParameterNotFoundException.class, refused ->
                assertThat(refused.statusCode()).isEqualTo(400));
    }

    @Test
    void refusesMoreThan4KibInTheStandardTierAndMoreThan8KibInTheAdvanced() {
        put("x".repeat(4096), ParameterTier.STANDARD);
        assertThatThrownBy(() -> put("x".repeat(4097), ParameterTier.STANDARD))
                .isInstanceOf(SsmException.class).hasMessageContaining("4096");
        put("x".repeat(8192), ParameterTier.ADVANCED);
        assertThatThrownBy(() -> put("x".repeat(8193), ParameterTier.ADVANCED))
                .isInstanceOf(SsmException.class).hasMessageContaining("8192");
    }

    @Test
    void keepsAnAdvancedParameterAdvanced() {
        put("x".repeat(5000), ParameterTier.INTELLIGENT_TIERING);

        assertThatThrownBy(() -> put("x", ParameterTier.STANDARD))
                .isInstanceOf(SsmException.class).hasMessageContaining("downgrade");
        ssm.putParameter(request -> request.name(NAME).value("x".repeat(6000)).overwrite(true));
        assertThat(get(NAME).value()).hasSize(6000);
    }

    @Test
    void needsATypeForANewParameter() {
        assertThatThrownBy(() -> ssm.putParameter(request -> request.name(NAME).value("x")))
                .isInstanceOf(SsmException.class).hasMessageContaining("type is required");
        assertThatThrownBy(() -> put("")).isInstanceOf(SsmException.class).hasMessageContaining("empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/aws/endpoint", "ssm-endpoint", "a/b", "/visits/end point", "/", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16"})
    void refusesANameThatIsAgainstTheRules(String name) {
        assertThatThrownBy(() -> ssm.putParameter(request -> request.name(name).value("x").type(ParameterType.STRING)))
                .isInstanceOfSatisfying(SsmException.class, refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    private void put(String value) {
        ssm.putParameter(request -> request.name(NAME).value(value).type(ParameterType.STRING));
    }

    private void put(String value, ParameterTier tier) {
        ssm.putParameter(request -> request.name(NAME).value(value).type(ParameterType.STRING).tier(tier).overwrite(true));
    }

    private Parameter get(String name) {
        return ssm.getParameter(request -> request.name(name)).parameter();
    }
}
