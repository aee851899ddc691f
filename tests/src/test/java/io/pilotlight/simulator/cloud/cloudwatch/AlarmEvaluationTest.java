package io.pilotlight.simulator.cloud.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * The tables of the CloudWatch user guide, row by row: 0 is within the threshold, X breaches it, - is missing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How alarm
 *     state is evaluated when data is missing</a>
 */
final class AlarmEvaluationTest {

    @ParameterizedTest
    @CsvSource({
        "0 - X - X, OK, OK, OK, OK",
        "- - - - 0, OK, OK, OK, OK",
        "0 - - - -, OK, OK, OK, OK",
        "- - - - -, INSUFFICIENT_DATA, retain, ALARM, OK",
        "0 X X - X, ALARM, ALARM, ALARM, ALARM",
        "- - X - -, ALARM, retain, ALARM, OK",
        "- - - - X, INSUFFICIENT_DATA, retain, ALARM, OK",
        "- - - X -, INSUFFICIENT_DATA, retain, ALARM, OK",
        "X - - - -, ALARM, retain, ALARM, OK"
    })
    void treatsMissingDataOfThreeOutOfThreeAsTheUserGuideSays(
            String points, String missing, String ignore, String breaching, String notBreaching) {
        assertStates(3, points, missing, ignore, breaching, notBreaching);
    }

    @ParameterizedTest
    @CsvSource({
        "0 - X - X, ALARM, ALARM, ALARM, ALARM",
        "0 0 X 0 X, ALARM, ALARM, ALARM, ALARM",
        "0 - X - -, OK, OK, ALARM, OK",
        "- - - - 0, OK, OK, ALARM, OK",
        "- - - X -, ALARM, retain, ALARM, OK",
        "- - - - X, INSUFFICIENT_DATA, retain, ALARM, OK"
    })
    void treatsMissingDataOfTwoOutOfThreeAsTheUserGuideSays(
            String points, String missing, String ignore, String breaching, String notBreaching) {
        assertStates(2, points, missing, ignore, breaching, notBreaching);
    }

    private static void assertStates(
            int datapointsToAlarm, String points, String missing, String ignore, String breaching, String notBreaching) {
        assertThat(state(datapointsToAlarm, MissingDataTreatment.MISSING, points)).isEqualTo(missing);
        assertThat(state(datapointsToAlarm, MissingDataTreatment.IGNORE, points)).isEqualTo(ignore);
        assertThat(state(datapointsToAlarm, MissingDataTreatment.BREACHING, points)).isEqualTo(breaching);
        assertThat(state(datapointsToAlarm, MissingDataTreatment.NOT_BREACHING, points)).isEqualTo(notBreaching);
    }

    private static String state(int datapointsToAlarm, MissingDataTreatment missingData, String points) {
        List<OptionalDouble> range = new ArrayList<>();
        for (String point : points.split(" ")) {
            range.add(switch (point) {
                case "0" -> OptionalDouble.of(0);
                case "X" -> OptionalDouble.of(1);
                default -> OptionalDouble.empty();
            });
        }
        AlarmSettings settings = new AlarmSettings(
                new Metric("Test", "Value", Map.of()),
                Statistic.MAXIMUM,
                Duration.ofMinutes(1),
                3,
                datapointsToAlarm,
                1,
                ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                missingData);
        return AlarmEvaluation.state(settings, range).map(StateValue::toString).orElse("retain");
    }
}
