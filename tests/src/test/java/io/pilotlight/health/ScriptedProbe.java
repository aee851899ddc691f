package io.pilotlight.health;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A probe that gives prepared answers and failures in turn, each after its own time on a clock that it moves. */
final class ScriptedProbe implements HttpProbe {

    private record Scripted(Duration latency, Answer answer, IOException failure) {}

    final List<String> asked = new ArrayList<>();
    private final Deque<Scripted> script = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    ScriptedProbe answers(int status, String body, long latencyMillis) {
        script.add(new Scripted(Duration.ofMillis(latencyMillis), new Answer(status, body), null));
        return this;
    }

    ScriptedProbe fails(IOException failure, long latencyMillis) {
        script.add(new Scripted(Duration.ofMillis(latencyMillis), null, failure));
        return this;
    }

    @Override
    public Answer get(URI url, String address, Duration timeout) throws IOException {
        asked.add("%s at %s within %s".formatted(url, address, timeout));
        Scripted next = script.remove();
        now = now.plus(next.latency());
        if (next.failure() != null) {
            throw next.failure();
        }
        return next.answer();
    }
}
