package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the machine that compares an old primary decides. */
@DisplayName("A comparison of an old primary")
class ReconcileDecisionsTest extends Decisions {

    private static final Route ANSWERS = route("a comparison of the old primary", 1, 1);
    private static final String COPIED = "DecideReconciliation, TakeSnapshot eu-west-1, CopySnapshot";
    private static final String RESTORED = COPIED + ", RestoreTestDatabase x2";
    private static final String COMPARED = RESTORED + ", CompareRows";
    private static final String REMOVED = ", RemoveRestoreTests";
    private static final String TOLD = ", WordNotice OLD_PRIMARY_COMPARED";
    private static final String ALL = COMPARED + REMOVED + TOLD + ", RecordReconciliation -> COMPARED";
    private static final String FAILED = TOLD + " -> NOT_COMPARED";
    private static final String PENDING = "{\"status\": \"IN_PROGRESS\", \"reason\": \"it goes on\"}";
    private static final String REFUSED = "{\"status\": \"REFUSED\", \"reason\": \"it may not\"}";

    /** What one function answers, and how the comparison goes then. */
    record Situation(String name, String function, String fields, int times, String story) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Situation> situations() {
        return Stream.of(
                new Situation("takes, copies, restores both, compares, removes, tells and records", "CompareRows", "{}", 0, ALL),
                new Situation("waits for the snapshot", "TakeSnapshot", PENDING, 3, ALL.replace("eu-west-1", "eu-west-1 x4")),
                new Situation("waits for the copy", "CopySnapshot", PENDING, 3, ALL.replace("CopySnapshot", "CopySnapshot x4")),
                new Situation("goes on with a comparison", "CompareRows", "{\"status\": \"IN_PROGRESS\"}", 3, ALL.replace("CompareRows", "CompareRows x4")),
                new Situation("waits until what it has restored is removed", "RemoveRestoreTests", PENDING, 3,
                        ALL.replace("RemoveRestoreTests", "RemoveRestoreTests x4")),
                new Situation("does nothing where there is nothing to compare", "DecideReconciliation", REFUSED, 9, "DecideReconciliation -> REFUSED"),
                new Situation("copies nothing of a snapshot that is refused", "TakeSnapshot", REFUSED, 9,
                        "DecideReconciliation, TakeSnapshot eu-west-1" + FAILED),
                new Situation("gives up a snapshot after hours", "TakeSnapshot", PENDING, 999,
                        "DecideReconciliation, TakeSnapshot eu-west-1 x many" + FAILED),
                new Situation("restores nothing of a copy that is refused", "CopySnapshot", REFUSED, 9, COPIED + FAILED),
                new Situation("gives up a copy after hours", "CopySnapshot", PENDING, 999, COPIED + " x many" + FAILED),
                new Situation("removes both where one will not restore", "RestoreTestDatabase", REFUSED, 1, RESTORED + REMOVED + FAILED),
                new Situation("gives up a restore after hours", "RestoreTestDatabase", PENDING, 999,
                        COPIED + ", RestoreTestDatabase x many" + REMOVED + FAILED),
                new Situation("removes both where the comparison has no end", "CompareRows", "{\"status\": \"IN_PROGRESS\"}", 999,
                        RESTORED + ", CompareRows x many" + REMOVED + FAILED),
                new Situation("says what is left", "RemoveRestoreTests", PENDING, 999,
                        COMPARED + REMOVED + " x many" + TOLD + ", RecordReconciliation -> COMPARED"));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void goesAs(Situation situation) {
        Seen seen = play(ANSWERS).on(situation.function(), 1, situation.times(), situation.fields()).run();

        assertThat(seen.story()).isEqualTo(situation.story());
    }

    static Stream<Situation> failures() {
        return Stream.of(
                new Situation("the decision", "DecideReconciliation", "", 0, "DecideReconciliation, WordNotice OLD_PRIMARY_NOT_COMPARED -> Broken"),
                new Situation("the snapshot", "TakeSnapshot", "", 0, "DecideReconciliation, TakeSnapshot eu-west-1" + FAILED),
                new Situation("the copy", "CopySnapshot", "", 0, COPIED + FAILED),
                new Situation("the restore", "RestoreTestDatabase", "", 0, RESTORED + REMOVED + FAILED),
                new Situation("the comparison", "CompareRows", "", 0, COMPARED + REMOVED + FAILED),
                new Situation("the removal", "RemoveRestoreTests", "", 0, ALL),
                new Situation("the record", "RecordReconciliation", "", 0,
                        COMPARED + REMOVED + TOLD + ", RecordReconciliation, WordNotice OLD_PRIMARY_NOT_COMPARED -> Broken"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void goesOnWhereItFailsAt(Situation situation) {
        assertThat(play(ANSWERS).failing(situation.function(), 1, 999, "Broken").run().story()).isEqualTo(situation.story());
    }

    @Test
    void asksForEachWithItsOwnNames() {
        Seen seen = play(ANSWERS).where("RestoreTestDatabase", "{\"endpoint\": \"e\"}").run();

        assertThat(seen.of("RestoreTestDatabase")).extracting(asked -> asked.at("/recoveryPoint/snapshotId").asText() + asked.path("incident").asText())
                .containsExactlyInAnyOrder("s20261122t110000", "u20261122t110001");
        assertThat(seen.of("CopySnapshot")).singleElement().satisfies(asked -> {
            assertThat(asked.path("sourceRegion").asText() + asked.path("targetRegion").asText()).isEqualTo("eu-west-1eu-central-1");
            assertThat(asked.path("kmsKeyId").asText()).contains("eu-central-1");
        });
        assertThat(seen.of("CompareRows")).singleElement().satisfies(asked -> assertThat(asked.path("prefix").asText()).isEqualTo("p/n1"));
        assertThat(seen.of("RecordReconciliation")).extracting(asked -> asked.path("regions").toString()).containsExactly("[]");
    }

    @Test
    void comparesTheOthersWhereOneOfSeveralCannotBe() {
        Seen seen = play(route("a comparison of the old primary", 3, 1)).on("TakeSnapshot", 2, 2, REFUSED).run();

        assertThat(seen.of("CompareRows")).hasSize(2);
        assertThat(seen.of("RecordReconciliation")).isEmpty();
        JsonNode databases = seen.ended().output().orElseThrow().path("databases");
        assertThat(databases).extracting(database -> database.at("/failure/step").asText()).containsExactly("", "TakeSnapshot", "");
    }

    @Test
    void removesTheSnapshotsInBothRegionsWhereAPersonAcknowledgesThem() {
        Seen seen = play(route("an acknowledgement", 2, 1)).run();

        assertThat(seen.story()).isEqualTo("DecideReconciliation, RecordReconciliation, WordNotice OLD_PRIMARY_ACKNOWLEDGED -> ACKNOWLEDGED");
        assertThat(seen.of("RecordReconciliation")).singleElement().satisfies(asked -> {
            assertThat(asked.path("regions").toString()).isEqualTo("[\"eu-west-1\",\"eu-central-1\"]");
            assertThat(asked.path("snapshotIds")).hasSize(2);
        });
    }
}
