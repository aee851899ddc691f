package io.pilotlight.arming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.health.HttpProbe;
import io.pilotlight.plan.Plan;
import io.pilotlight.plan.Plans;
import io.pilotlight.simulator.scenario.StepCloud;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.lambda.powertools.metrics.Metrics;

class ArmFailoverHandlerTest {

    private static final String PLAN = "/pilot-light/plan";

    private final StepCloud cloud = new StepCloud();
    private final List<Object> published = new ArrayList<>();
    private int status = 200;
    private int probes;
    private final ArmFailoverHandler handler = new ArmFailoverHandler(
            cloud.ssm(StepCloud.STANDBY), cloud.dynamo(), probe(), metrics(), cloud.clock());

    @BeforeEach
    void writePlan() {
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString());
    }

    @Test
    void armsAfterTenMinutesAndProbesNoMoreThen() {
        assertThat(look(10)).isFalse();
        assertThat(look(1)).isTrue();
        int before = probes;

        assertThat(look(5)).isTrue();
        assertThat(probes).isEqualTo(before);
        assertThat(published.getFirst()).isEqualTo(0.0);
        assertThat(published.getLast()).isEqualTo(1.0);
        assertThat(mayAct(Plans.json())).isTrue();
    }

    /** Nothing of it is checked, so that it neither arms nor disarms anything. */
    @Test
    void isArmedByTheServicesThatHaveAPage() {
        look(11);
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.withWorker().toString());

        assertThat(look(1)).isTrue();
        assertThat(mayAct(Plans.withWorker())).isTrue();
    }

    @Test
    void probesNoServiceWithoutAPage() {
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.withWorker().toString());

        assertThat(look(11)).isTrue();
        assertThat(probes).isEqualTo(22);
    }

    @Test
    void staysArmedThroughAnOutage() {
        look(11);
        status = 503;

        assertThat(look(60)).isTrue();
        assertThat(mayAct(Plans.json())).isTrue();
    }

    @Test
    void isDisarmedByAChangeOfAnyServiceEvenBeforeItIsSeen() {
        look(11);
        String changed = Plans.json().toString().replaceFirst("PT5S", "PT6S");
        assertThat(changed).isNotEqualTo(Plans.json().toString());

        assertThat(mayAct(Plan.parse(changed))).isFalse();
        cloud.writeParameter(StepCloud.STANDBY, PLAN, changed);
        assertThat(look(1)).isFalse();
        cloud.writeParameter(StepCloud.STANDBY, PLAN, Plans.json().toString());
        assertThat(look(1)).isFalse();
        assertThat(mayAct(Plans.json())).isFalse();
    }

    @Test
    void armsNothingWhereNothingWasEverSeen() {
        status = 503;

        assertThat(look(30)).isFalse();
        assertThat(mayAct(Plans.json())).isFalse();
    }

    private boolean look(int minutes) {
        boolean armed = false;
        for (int minute = 0; minute < minutes; minute++) {
            armed = handler.take(new ArmFailoverHandler.Input(PLAN, StepCloud.STATE_TABLE)).armed();
            cloud.pass(Duration.ofMinutes(1));
        }
        return armed;
    }

    private boolean mayAct(JsonNode plan) {
        return mayAct(Plan.parse(plan.toString()));
    }

    private boolean mayAct(Plan plan) {
        return new ReadArmingHandler(cloud.dynamo(), cloud.clock()).take(new ReadArmingHandler.Input(StepCloud.STATE_TABLE, plan)).armed();
    }

    /** Answers as every expectation wants, with the status that the test sets. */
    private HttpProbe probe() {
        return (_, _, _) -> {
            probes++;
            return new HttpProbe.Answer(status, "{\"database\": \"ok\"}");
        };
    }

    /** Keeps the values that are published; the handler publishes one metric at a time. */
    private Metrics metrics() {
        return (Metrics) Proxy.newProxyInstance(Metrics.class.getClassLoader(), new Class<?>[] {Metrics.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("flushSingleMetric")) {
                        published.add(arguments[1]);
                    }
                    return null;
                });
    }
}
