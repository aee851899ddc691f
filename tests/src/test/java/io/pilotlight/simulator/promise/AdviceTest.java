package io.pilotlight.simulator.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad notices, so that a check of good ones proves something. */
class AdviceTest {

    private static final String SERVES = "visitor-db-20261122t165017-164500";
    private static final Advice.Serving STANDBY = new Advice.Serving("standby", "eu-central-1", Set.of(SERVES));

    @ParameterizedTest
    @ValueSource(strings = {
        "Delete the DB instances whose tag pilot-light:incident is 20261122t165017.",
        "To give up instead, delete " + SERVES + " by hand.",
        "Left in place: " + SERVES + ". Delete it.",
        "aws rds delete-db-instance --region eu-central-1 --db-instance-identifier " + SERVES,
        "Do not wait. Then delete " + SERVES + "."
    })
    void seesThatWhatServesShallBeDeleted(String message) {
        assertThat(Advice.against(message, STANDBY)).singleElement().asString().contains(SERVES + ", which serves");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Scale the services in eu-central-1 to 0.",
        "To give up instead, scale the standby services to 0 and mend what was wrong.",
        "aws ecs update-service --region eu-central-1 --cluster c --service web --desired-count 0"
    })
    void seesThatTheActiveSiteShallBeScaledDown(String message) {
        assertThat(Advice.against(message, STANDBY)).singleElement().asString().contains("the standby site, which is recorded as active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Delete those instances.", "To give up, scale it to 0."})
    void seesAdviceThatDoesNotSayWhat(String message) {
        assertThat(Advice.against(message, STANDBY)).singleElement().asString().contains("does not say");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Delete the DB instances whose tag pilot-light:incident is 20261121t000000.",
        "visits/visitor-db-20261122t164500: it is not encrypted. Delete it.",
        "Do not delete " + SERVES + ".",
        SERVES + " serves.\nDelete visitor-db-20261122t165017-174500 once nobody needs it.",
        "A restore test could not be removed (pilot-light:restore-test): delete it by hand.",
        "Before eu-west-1 is used again, scale its services to 0.",
        "What costs money is " + SERVES + "."
    })
    void findsNothingWrongWithWhatLeavesAloneWhatServes(String message) {
        assertThat(Advice.against(message, STANDBY)).isEmpty();
    }

    @Test
    void findsCommandsThatNameNoRegion() {
        assertThat(Advice.commandsWithoutRegion("""
                Start again: aws stepfunctions start-execution --state-machine-arn arn --input '{}'
                aws stepfunctions start-execution --region eu-central-1 --state-machine-arn arn
                aws ecs update-service --region --service web"""))
                .containsExactly("aws stepfunctions start-execution --state-machine-arn arn --input '{}'",
                        "aws ecs update-service --region --service web");
    }
}
