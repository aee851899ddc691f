package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the machine that makes the failover pairs decides. */
@DisplayName("A preparation of the records")
class PrepareTrafficDecisionsTest extends Decisions {

    private static final Route ANSWERS = route("a preparation of the records", 1, 1);
    private static final String CHANGED =
            "{\"status\": \"IN_PROGRESS\", \"changes\": [\"CREATE %s\"], \"changeIds\": [\"%s\"]}";

    @Test
    void showsWhatItWouldChange() {
        Seen seen = play(ANSWERS).where("PrepareTraffic", "{\"changes\": [\"CREATE a\"]}").run();

        assertThat(seen.of("PrepareTraffic")).singleElement().satisfies(asked -> {
            assertThat(asked.path("changeIds")).isEmpty();
            assertThat(asked.path("input")).isEmpty();
        });
        assertThat(seen.ended().output().orElseThrow().path("changes").toString()).isEqualTo("[\"CREATE a\"]");
        assertThat(seen.ended().output().orElseThrow().path("reason").asText()).isEqualTo("shown");
    }

    @Test
    void goesOnUntilEveryZoneIsChangedAndTellsAllThatWasChanged() {
        Seen seen = play(ANSWERS).input(Bench.json("{\"apply\": true}"))
                .on("PrepareTraffic", 1, 1, CHANGED.formatted("a", "C1")).on("PrepareTraffic", 2, 2, CHANGED.formatted("b", "C2"))
                .run();

        assertThat(seen.of("PrepareTraffic")).hasSize(3).allMatch(asked -> asked.at("/input/apply").asBoolean());
        assertThat(seen.of("PrepareTraffic")).extracting(asked -> asked.path("changeIds").toString())
                .isEqualTo(List.of("[]", "[\"C1\"]", "[\"C2\"]"));
        assertThat(seen.ended().output().orElseThrow().path("changes").toString()).isEqualTo("[\"CREATE a\",\"CREATE b\"]");
    }

    @Test
    void failsWithTheReasonWhereItIsRefusedNeverEndsOrBreaks() {
        Seen refused = play(ANSWERS).where("PrepareTraffic", "{\"status\": \"REFUSED\", \"reason\": \"it leads elsewhere\"}").run();
        assertThat(refused.end()).isEqualTo("PreparationRefused");
        assertThat(refused.ended().cause()).hasValue("it leads elsewhere");
        assertThat(refused.of("PrepareTraffic")).hasSize(1);

        Seen endless = play(ANSWERS).where("PrepareTraffic", "{\"status\": \"IN_PROGRESS\"}").run();
        assertThat(endless.end()).isEqualTo("PreparationDeadlineExceeded");
        assertThat(endless.of("PrepareTraffic")).hasSize(200);

        Seen broken = play(ANSWERS).failing("PrepareTraffic", 1, 999, "Broken").run();
        assertThat(broken.end()).isEqualTo("Broken");
        assertThat(broken.ended().cause().orElseThrow()).contains("it was asked to fail");
        assertThat(play(ANSWERS).failing("PrepareTraffic", 1, 2, "Lambda.TooManyRequestsException").run().of("PrepareTraffic"))
                .as("what is throttled is tried again").hasSize(3);
    }
}
