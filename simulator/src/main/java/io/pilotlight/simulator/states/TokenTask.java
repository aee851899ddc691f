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
    private Optional<Document> output = Optional.empty();
    private Optional<StateFailure> failure = Optional.empty();
    private boolean over;

    TokenTask(String token, Timeline timeline) {
        this.token = token;
        this.timeline = timeline;
        this.answered = new Signal(timeline);
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

    /**
     * Waits for the answer.
     *
     * @throws StateFailure the answer's own, or {@code States.Timeout} where there is none by then
     */
    Document await(Optional<Instant> deadline) {
        if (deadline.isEmpty()) {
            answered.await();
        } else if (!answered.given() && !isGivenBefore(deadline.get())) {
            throw new StateFailure(StateFailure.TIMEOUT, "");
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return output.orElseThrow();
    }

    private boolean isGivenBefore(Instant end) {
        return timeline.now().isBefore(end) && answered.await(Duration.between(timeline.now(), end));
    }
}
