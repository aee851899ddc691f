package io.pilotlight.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.json.MalformedEventException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** The frame of every step, on the stream that Lambda's runtime hands over. */
class StepHandlerTest {

    record Order(String dish, int plates, boolean hot) {}

    record Bill(Status status, int total) {}

    /** Charges five for a plate. */
    private static class Kitchen extends StepHandler<Order, Bill> {
        @Override
        protected Bill step(Order order) {
            return new Bill(Status.DONE, 5 * order.plates());
        }
    }

    private static final class KitchenOnFire extends Kitchen {
        private final SdkException failure;

        KitchenOnFire(SdkException failure) {
            this.failure = failure;
        }

        @Override
        protected Bill step(Order order) {
            throw failure;
        }
    }

    private static final String ORDER = "{\"dish\": \"soup\", \"plates\": 2, \"hot\": true}";

    @Test
    void readsTheEventAsTheInputOfItsOwnClassAndWritesTheResult() throws IOException {
        assertThat(handle(new Kitchen(), ORDER)).isEqualTo("{\"status\":\"DONE\",\"total\":10}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "null",
        "[]",
        "soup",
        "{}",
        "{\"dish\": \"soup\", \"plates\": 2}",
        "{\"dish\": \"soup\", \"plates\": 2, \"hot\": null}",
        "{\"dish\": \"soup\", \"plates\": \"2\", \"hot\": true}",
        "{\"dish\": \"soup\", \"plates\": 2.5, \"hot\": true}",
        "{\"dish\": 1, \"plates\": 2, \"hot\": true}",
        "{\"dish\": true, \"plates\": 2, \"hot\": true}",
        "{\"dish\": \"soup\", \"plates\": 2, \"hot\": true, \"more\": 1}"})
    void refusesAnEventThatIsNotItsInput(String event) {
        assertThatThrownBy(() -> handle(new Kitchen(), event))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("This is not an input of Kitchen: ")
                .hasMessageEndingWith("Nothing was touched.");
    }

    @Test
    void saysWhichFailuresOfAwsMayPass() {
        assertThatThrownBy(() -> handle(new KitchenOnFire(SdkClientException.create("no route")), ORDER))
                .isInstanceOf(AwsUnavailableException.class);
        assertThatThrownBy(() -> handle(new KitchenOnFire(refusal(503, "ServiceUnavailable")), ORDER))
                .isInstanceOf(AwsUnavailableException.class);
        assertThatThrownBy(() -> handle(new KitchenOnFire(refusal(400, "Throttling")), ORDER))
                .isInstanceOf(AwsUnavailableException.class);
        assertThatThrownBy(() -> handle(new KitchenOnFire(refusal(403, "AccessDenied")), ORDER))
                .isInstanceOf(AwsRefusedException.class);
    }

    private static SdkException refusal(int status, String code) {
        return RdsException.builder().statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build()).build();
    }

    private static String handle(StepHandler<?, ?> handler, String event) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), result, null);
        return result.toString(StandardCharsets.UTF_8);
    }
}
