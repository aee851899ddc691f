package io.pilotlight.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A used-up account does not stop a recovery where people say so, and people hear of it where it might. */
class ConcurrencyTest {

    /** What an account has unless people ask for more, and what of it Lambda leaves to functions that reserve nothing. */
    private static final int USUAL_QUOTA = 1000;
    private static final int LEFT_TO_OTHERS = 100;

    private final StackTemplate template = new StackTemplate();
    private final JsonNode reserved = template.functionGlobals().path("ReservedConcurrentExecutions");

    @Test
    void keepsNothingUnlessAskedBecauseANewAccountCouldNotDeployIt() {
        assertThat(new DeployedStack(template).resolve(reserved).asText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20})
    void keepsForEveryFunctionWhatTheUsualQuotaAffords(int perFunction) {
        assertThat(new DeployedStack(template).where("ReservedConcurrency", Integer.toString(perFunction))
                .resolve(reserved).asInt()).isEqualTo(perFunction);
        assertThat(template.parameters().at("/ReservedConcurrency/AllowedValues").toString()).contains(Integer.toString(perFunction));
        assertThat(perFunction * template.properties(StackTemplate.FUNCTION).size()).isLessThanOrEqualTo(USUAL_QUOTA - LEFT_TO_OTHERS);
    }

    @Test
    void tellsPeopleWhereTheAccountIsUsedUp() {
        JsonNode alarm = template.resource("FunctionsThrottledAlarm").path("Properties");

        assertThat(alarm.path("MetricName").asText()).isEqualTo("Throttles");
        assertThat(alarm.has("Dimensions")).as("it is of the whole account").isFalse();
        assertThat(alarm.path("AlarmActions").toString()).contains("NotificationTopic");
    }
}
