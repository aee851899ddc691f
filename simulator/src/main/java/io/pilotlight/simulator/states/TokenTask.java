package io.pilotlight.simulator.states;

import io.pilotlight.simulator.time.Signal;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A task that waits until somebody who holds its token says how it ended. */
final class TokenTask {

    private final String token;
    private final Timeline timeline;
    private final Signal answered;
    private Instant lastBeat;
    private Optional<Document> output = Optional.empty();
    private Optional<StateFailure> failure = Optional.empty();
    private boolean over;

    TokenTask(String token, Timeline timeline) {
        this.token = token;
        this.timeline = timeline;
        this.answered = new Signal(timeline);
        this.lastBeat = timeline.now();
    }

    String token() {
        return token;
    }

    boolean isOver() {
        return over;
    }

    void succeed(Document result) {
        over = true;
        output = Optional.of(result);
        answered.give();
    }

    void fail(StateFailure why) {
        over = true;
        failure = Optional.of(why);
        answered.give();
    }

    /** From now on nobody waits for it. */
    void close() {
        over = true;
    }

    void beat(Instant now) {
        lastBeat = now;
    }

    /**
     * Waits for the answer.
     *
     * @throws StateFailure the answer's own, or that of the time-out that came first
     */
    Document await(Optional<Instant> deadline, Optional<Duration> heartbeat) {
        while (!answered.given()) {
            awaitNext(deadline, heartbeat.map(longest -> lastBeat.plus(longest)));
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return output.orElseThrow();
    }

    private void awaitNext(Optional<Instant> deadline, Optional<Instant> beatDue) {
        requireBefore(deadline, StateFailure.TIMEOUT);
        requireBefore(beatDue, StateFailure.HEARTBEAT_TIMEOUT);
        Optional<Instant> first =
                deadline.filter(end -> beatDue.isEmpty() || end.isBefore(beatDue.get())).or(() -> beatDue);
        if (first.isPresent()) {
            answered.await(Duration.between(timeline.now(), first.get()));
        } else {
            answered.await();
        }
    }

    private void requireBefore(Optional<Instant> end, String error) {
        if (end.isPresent() && !timeline.now().isBefore(end.get())) {
            throw new StateFailure(error, "");
        }
    }
}
