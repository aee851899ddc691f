package io.pilotlight.instance;

import java.util.Set;
import java.util.List;
import java.util.HashSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNameTest {

    private static final Instant TAKEN_AT = Instant.parse("2026-11-02T06:07:59Z");

    @Test
    void isMadeOfTheBaseTheIncidentAndTheRecoveryPointsMinuteInUtc() {
        assertThat(InstanceName.of("visitor-db", "20261122t165017", TAKEN_AT).value())
                .isEqualTo("visitor-db-20261122t165017-020607");
    }

    @Test
    void isTheSameForEveryCallWithinTheMinuteAndAnotherForTheNextRecoveryPoint() {
        InstanceName name = InstanceName.of("visitor-db", "20261122t165017", TAKEN_AT);

        assertThat(InstanceName.of("visitor-db", "20261122t165017", TAKEN_AT.minusSeconds(59))).isEqualTo(name);
        assertThat(InstanceName.of("visitor-db", "20261122t165017", TAKEN_AT.minusSeconds(900))).isNotEqualTo(name);
    }

    @Test
    void fitsIntoTheLimitOfRdsForTheLongestBaseThatAPlanMayName() {
        String longest = "a".repeat(40);

        assertThat(InstanceName.of(longest, "20261122t165017", TAKEN_AT).value()).hasSize(63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20261122T165017", "2026-11-22", "20261122t165017-1", "drill"})
    void refusesAnIncidentThatItWouldNotRecogniseAgain(String incident) {
        assertThatIllegalArgumentException().isThrownBy(() -> InstanceName.of("visitor-db", incident, TAKEN_AT))
                .withMessageContaining("incident is '%s'", incident);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Visitor", "a--b", "a-", "1a", "a_b"})
    void refusesANameThatRdsWouldNotTake(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new InstanceName(name));
        assertThatIllegalArgumentException().isThrownBy(() -> new InstanceName("a".repeat(64)));
    }

    @Test
    void isRecognisedAsOfItsBase() {
        String name = InstanceName.of("visitor-db", "20261122t165017", TAKEN_AT).value();

        assertThat(InstanceName.isOf("visitor-db", name)).isTrue();
        assertThat(InstanceName.isOf("visitor", name)).isFalse();
    }

    @Test
    void doesNotTakeARestoreTestsInstanceForTheDatabases() {
        String test = InstanceName.of("visitor-db-test", "20260111t043000", TAKEN_AT).value();

        assertThat(InstanceName.isOf("visitor-db", test)).isFalse();
        assertThat(InstanceName.isOf("visitor-db", "visitor-db-test")).isFalse();
        assertThat(InstanceName.isRestored("visitor-db", test)).isFalse();
        assertThat(InstanceName.isRestored("visitor-db-test", test)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"visitor-db", "visitor-db-20260111t043000", "visitor-db-20260111t043000-020607-copy",
            "visitor-db-20260111t043000-02060", "visitor-db-copy-20260111t043000-020607", "20260111t043000-020607"})
    void isNotARestoredOnesUnlessItHasTheWholeForm(String name) {
        assertThat(InstanceName.isRestored("visitor-db", name)).isFalse();
        assertThat(InstanceName.isOf("visitor-db", name)).isEqualTo(name.equals("visitor-db"));
        assertThat(InstanceName.isRestored("visitor-db", "visitor-db-20260111t043000-020607")).isTrue();
    }

    @Test
    void shortensABaseOfSixtyThreeCharactersAndKeepsTwoOfThemApart() {
        String one = "a".repeat(30) + "-".repeat(1) + "b".repeat(31) + "1";
        String two = "a".repeat(30) + "-".repeat(1) + "b".repeat(31) + "2";
        String name = InstanceName.of(one, "20261122t165017", TAKEN_AT).value();

        assertThat(name).startsWith("a".repeat(30) + "-").hasSizeLessThanOrEqualTo(63).endsWith("-20261122t165017-020607");
        assertThat(InstanceName.isRestored(one, name)).isTrue();
        assertThat(InstanceName.isOf(one, one)).isTrue();
        assertThat(InstanceName.isRestored(two, name)).isFalse();
        assertThat(InstanceName.shortened("a".repeat(40), 40)).isEqualTo("a".repeat(40));
        assertThat(InstanceName.shortened("a".repeat(41), 40)).hasSize(40).startsWith("a".repeat(31) + "-");
    }

    @Test
    void makesSevenNamesOfTheLongestBaseThatAreAllItsOwnAndNoOtherDays() {
        String base = "a" + "b".repeat(39);
        Set<String> names = new HashSet<>();
        for (int day = 1; day <= 31; day++) {
            Instant taken = Instant.parse("2026-01-%02dT02:06:00Z".formatted(day));
            List<String> ofDay = InstanceName.several(base, "20260111t043000", taken, 7);

            assertThat(ofDay).hasSize(7).allMatch(name -> InstanceName.isRestored(base, name) && InstanceName.isOf(base, name));
            assertThat(ofDay.getFirst()).isEqualTo(InstanceName.of(base, "20260111t043000", taken).value());
            names.addAll(ofDay);
        }
        assertThat(names).hasSize(7 * 31);
    }
}
