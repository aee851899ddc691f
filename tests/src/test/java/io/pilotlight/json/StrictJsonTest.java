package io.pilotlight.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That every record reads its texts alike, whoever wrote it. */
class StrictJsonTest {

    private record Sample(String name, @MayBeEmpty String note, List<String> groups, Map<String, String> labels) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"name\": \"\", \"note\": \"n\", \"groups\": [\"g\"], \"labels\": {}} | name",
        "{\"name\": \"\\u00a0\\u200b\", \"note\": \"n\", \"groups\": [\"g\"], \"labels\": {}} | name",
        "{\"name\": \"\\u0000\\u034f\\u1160\\u17b4\\u180b\\u2800\\u3164\\ufe0f\\uffa0\\udb40\\udd00\", \"note\": \"n\", \"groups\": [\"g\"], \"labels\": {}} | name",
        "{\"name\": \" \\t\", \"note\": \"n\", \"groups\": [\"g\"], \"labels\": {}} | name",
        "{\"name\": \"a\", \"note\": \"n\", \"groups\": [\"g\", \"\"], \"labels\": {}} | groups[1]",
        "{\"name\": \"a\", \"note\": \"n\", \"groups\": [\"g\"], \"labels\": {\"k\": \" \"}} | labels.k"})
    void refusesABlankTextWhereverItStandsAndNamesThePlace(String document, String place) {
        JsonProcessingException refused = catchThrowableOfType(
                JsonProcessingException.class, () -> StrictJson.mapper().readValue(document, Sample.class));

        assertThat(StrictJson.explain(refused))
                .isEqualTo(place + ": it is empty; accepted is a text of at least one character");
    }

    @Test
    void takesABlankTextWhereTheRecordSaysThatItMayBe() throws JsonProcessingException {
        Sample sample = StrictJson.mapper().readValue(
                "{\"name\": \"a\", \"note\": \"\", \"groups\": [], \"labels\": {}}", Sample.class);

        assertThat(sample).isEqualTo(new Sample("a", "", List.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"3", "true", "1.5", "null", "[\"a\"]"})
    void takesNothingButATextForAText(String value) {
        JsonProcessingException refused = catchThrowableOfType(
                JsonProcessingException.class,
                () -> StrictJson.mapper().readValue(
                        "{\"name\": \"a\", \"note\": %s, \"groups\": [], \"labels\": {}}".formatted(value), Sample.class));

        assertThat(StrictJson.explain(refused)).startsWith("note: ");
    }
}
