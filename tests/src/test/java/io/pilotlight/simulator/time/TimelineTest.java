package io.pilotlight.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

    private final Timeline timeline = new Timeline(START, 1);
    private final List<String> seen = new ArrayList<>();

    @Test
    void letsEverythingHappenInItsOrderWhetherOrNotAProcessHasToWaitForIt() {
        timeline.spawn("first", () -> {
            note("first begins");
            timeline.sleep(seconds(1));
            note("first goes on at once");
            timeline.sleep(seconds(4));
            note("first goes on after the others");
        });
        timeline.after(seconds(3), () -> note("a callback"));
        timeline.after(seconds(5), () -> note("a callback asked for before"));
        timeline.spawn("second", () -> {
            timeline.sleep(seconds(5));
            note("second");
        });

        timeline.runUntil(START.plusSeconds(60));

        assertThat(seen).containsExactly(
                "0 first begins",
                "1 first goes on at once",
                "3 a callback",
                "5 a callback asked for before",
                "5 second",
                "5 first goes on after the others");
    }

    @Test
    void stopsAProcessAtTheInstantUntilWhichItIsDriven() {
        timeline.spawn("sleeper", () -> {
            timeline.sleep(seconds(10));
            note("woke");
        });

        timeline.runUntil(START.plusSeconds(10));
        assertThat(timeline.now()).isEqualTo(START.plusSeconds(10));
        assertThat(seen).isEmpty();

        timeline.runUntil(START.plusSeconds(11));
        assertThat(seen).containsExactly("10 woke");
    }

    @Test
    void doesNotMoveTimeWhileAStoppedProcessUnwinds() {
        SimulatedProcess stopped = timeline.spawn("stopped", () -> {
            try {
                timeline.sleep(seconds(30));
            } finally {
                note("unwinds");
                assertThatThrownBy(() -> timeline.sleep(seconds(5))).isInstanceOf(ProcessStopped.class);
            }
        });
        timeline.after(seconds(2), () -> {
            stopped.stop();
            note("goes on");
        });

        timeline.runUntil(START.plusSeconds(60));

        assertThat(seen).containsExactly("2 unwinds", "2 goes on");
        assertThat(stopped.ended()).isTrue();
    }

    @Test
    void tellsWhoAskedForASignalAndWhoWaitsForItInTheirOrder() {
        Signal signal = new Signal(timeline);
        signal.then(() -> note("asked first"));
        timeline.spawn("waiting", () -> {
            signal.await();
            note("waited");
        });
        timeline.after(seconds(1), () -> {
            signal.give();
            note("gave");
        });

        timeline.runUntil(START.plusSeconds(60));
        signal.then(() -> note("asked too late to wait"));

        assertThat(seen).containsExactly("1 gave", "1 asked first", "1 waited", "60 asked too late to wait");
    }

    @Test
    void endsWhatStillWaitsWhereItIsDrivenNoLonger() {
        SimulatedProcess waiting = timeline.spawn("waiting", () -> {
            try {
                new Signal(timeline).await();
            } finally {
                note("unwinds");
            }
        });
        timeline.runUntil(START.plusSeconds(60));

        timeline.close();

        assertThat(seen).containsExactly("60 unwinds");
        assertThat(waiting.ended()).isTrue();
    }

    @Test
    void throwsToWhoDrivesItWhatAnActionOrAProcessThrows() {
        timeline.after(seconds(1), () -> {
            throw new UnsupportedOperationException("unknown");
        });
        timeline.after(seconds(2), () -> {
            throw new AssertionError("not as expected");
        });
        timeline.spawn("a process", () -> {
            timeline.sleep(seconds(3));
            throw new IllegalArgumentException("wrong");
        });

        assertThatThrownBy(() -> timeline.runUntil(START.plusSeconds(60))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> timeline.runUntil(START.plusSeconds(60))).isInstanceOf(AssertionError.class)
                .hasMessage("not as expected");
        assertThatThrownBy(() -> timeline.runUntil(START.plusSeconds(60))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a process").hasRootCauseMessage("wrong");
    }

    private void note(String what) {
        seen.add("%d %s".formatted(Duration.between(START, timeline.now()).toSeconds(), what));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
