package io.pilotlight.health;

import static io.pilotlight.health.CheckHealthHandler.Result.Health.HEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNHEALTHY;
import static io.pilotlight.health.CheckHealthHandler.Result.Health.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.health.CheckHealthHandler.Result.Health;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Line by line, and over all combinations. */
class OutageTableTest {

    private static final SiteEvidence DARK =
            new SiteEvidence(UNHEALTHY, Answer.NONE, UNHEALTHY, HEALTHY, UNKNOWN, UNHEALTHY);

    @Test
    void takesASiteThatNothingFindsWorkingForOut() {
        assertThat(OutageTable.lineOf(DARK)).isEqualTo(OutageTable.OUTAGE);
        assertThat(OutageTable.OUTAGE.verdict()).isEqualTo(UNHEALTHY);
    }

    @Test
    void takesASiteThatPassesItsCheckForHealthyWhateverElseIsSeen() {
        combinations().stream().filter(evidence -> evidence.site() == HEALTHY).forEach(evidence ->
                assertThat(OutageTable.lineOf(evidence).verdict()).as("%s", evidence).isEqualTo(HEALTHY));
    }

    @Test
    void concludesNothingFromProbesThatDoNotAgree() {
        combinations().stream().filter(evidence -> evidence.site() == UNKNOWN).forEach(evidence ->
                assertThat(OutageTable.lineOf(evidence).verdict()).as("%s", evidence).isEqualTo(UNKNOWN));
    }

    @Test
    void concludesNothingWhereNothingElseAnswersEither() {
        assertThat(OutageTable.lineOf(with(Answer.NONE, UNHEALTHY, UNHEALTHY, UNKNOWN, UNHEALTHY)))
                .isEqualTo(OutageTable.CONTROL_SILENT);
    }

    @Test
    void goesOnWithoutAControlInThePlan() {
        assertThat(OutageTable.lineOf(with(Answer.NONE, UNHEALTHY, UNKNOWN, UNKNOWN, UNKNOWN))).isEqualTo(OutageTable.OUTAGE);
    }

    @Test
    void takesASiteThatWorksUnderItsPublicNameForNoOutage() {
        assertThat(OutageTable.lineOf(with(Answer.SERVER_ERROR, HEALTHY, HEALTHY, UNHEALTHY, UNKNOWN)))
                .as("the load balancer of the plan is empty").isEqualTo(OutageTable.PUBLIC_NAME_WORKS);
    }

    @Test
    void concludesNothingWhereOthersReachIt() {
        for (Answer answer : List.of(Answer.NONE, Answer.UNEXPECTED)) {
            assertThat(OutageTable.lineOf(with(answer, UNHEALTHY, HEALTHY, UNKNOWN, HEALTHY))).isEqualTo(OutageTable.OTHERS_REACH_IT);
        }
    }

    @Test
    void believesAnErrorThatItWasAnsweredWhateverTheCheckersSay() {
        for (Answer answer : List.of(Answer.ADMITTED, Answer.SERVER_ERROR)) {
            assertThat(OutageTable.lineOf(with(answer, UNHEALTHY, HEALTHY, UNHEALTHY, HEALTHY)))
                    .as("a check of the port, or of the status alone").isEqualTo(OutageTable.OUTAGE);
        }
    }

    @Test
    void doubtsTheCheckWhereThePageAnswersAndNothingFindsItsTargetsUnhealthy() {
        for (Health targets : List.of(HEALTHY, UNKNOWN)) {
            assertThat(OutageTable.lineOf(with(Answer.UNEXPECTED, UNHEALTHY, HEALTHY, targets, UNHEALTHY)))
                    .isEqualTo(OutageTable.CHECK_MAY_BE_WRONG);
        }
        assertThat(OutageTable.lineOf(with(Answer.UNEXPECTED, UNHEALTHY, HEALTHY, UNHEALTHY, UNHEALTHY)))
                .as("its targets are not healthy").isEqualTo(OutageTable.OUTAGE);
    }

    @Test
    void doubtsNoPageThatSaysItselfThatItDoesNotWorkNorOneThatFails() {
        for (Answer answer : List.of(Answer.ADMITTED, Answer.SERVER_ERROR, Answer.NONE)) {
            assertThat(OutageTable.lineOf(with(answer, UNHEALTHY, HEALTHY, HEALTHY, UNHEALTHY))).isEqualTo(OutageTable.OUTAGE);
        }
    }

    @Test
    void concludesNothingWhereItsOwnLoadBalancerIsWellAndNobodyElseLooks() {
        assertThat(OutageTable.lineOf(with(Answer.NONE, UNHEALTHY, HEALTHY, HEALTHY, UNKNOWN)))
                .isEqualTo(OutageTable.ITS_LOAD_BALANCER_IS_WELL);
        assertThat(OutageTable.lineOf(with(Answer.NONE, UNHEALTHY, HEALTHY, UNKNOWN, UNKNOWN)))
                .as("its Region does not answer either").isEqualTo(OutageTable.OUTAGE);
        assertThat(OutageTable.lineOf(with(Answer.SERVER_ERROR, UNHEALTHY, HEALTHY, HEALTHY, UNKNOWN)))
                .as("it was reached").isEqualTo(OutageTable.OUTAGE);
    }

    @Test
    void callsNothingAnOutageThatAnybodyFindsWorking() {
        combinations().stream().filter(evidence -> OutageTable.lineOf(evidence).verdict() == UNHEALTHY)
                .forEach(evidence -> {
                    assertThat(evidence.site()).isEqualTo(UNHEALTHY);
                    assertThat(evidence.publicName()).isNotEqualTo(HEALTHY);
                    assertThat(evidence.checkers() != HEALTHY || evidence.answer() == Answer.ADMITTED || evidence.answer() == Answer.SERVER_ERROR)
                            .as("%s", evidence).isTrue();
                    assertThat(evidence.answer() == Answer.UNEXPECTED && evidence.targets() != UNHEALTHY).as("%s", evidence).isFalse();
                    assertThat(evidence.control()).isNotEqualTo(UNHEALTHY);
                });
    }

    @Test
    void standsInTheDocsLineByLine() throws Exception {
        String docs = Files.readString(Path.of(System.getProperty("pilotlight.root"), "docs", "failover.md"));

        for (OutageTable line : OutageTable.values()) {
            assertThat(docs).contains("| %s | %s |".formatted(line.reason(), line.verdict()));
        }
    }

    private static SiteEvidence with(Answer answer, Health publicName, Health control, Health targets, Health checkers) {
        return new SiteEvidence(UNHEALTHY, answer, publicName, control, targets, checkers);
    }

    private static List<SiteEvidence> combinations() {
        List<SiteEvidence> all = new ArrayList<>();
        for (Health site : Health.values()) {
            for (Answer answer : Answer.values()) {
                for (Health publicName : Health.values()) {
                    for (Health control : Health.values()) {
                        for (Health targets : Health.values()) {
                            for (Health checkers : Health.values()) {
                                all.add(new SiteEvidence(site, answer, publicName, control, targets, checkers));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }
}
