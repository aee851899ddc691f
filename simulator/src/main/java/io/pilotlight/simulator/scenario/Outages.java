package io.pilotlight.simulator.scenario;

import io.pilotlight.simulator.promise.Evidence.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When something of the primary did not work, by no doing of the stack. */
final class Outages {

    private final List<Window> over = new ArrayList<>();
    private Instant since = Instant.MAX;
    private int causes;

    /** One more thing keeps it from working; what is never ended lasts as long as the run. */
    void begin(Instant at) {
        if (causes == 0) {
            since = at;
        }
        causes++;
    }

    /** One of them is mended. */
    void end(Instant at) {
        causes--;
        if (causes == 0) {
            over.add(new Window(since, at));
        }
    }

    /** Returns all until now, oldest first; they do not overlap. */
    List<Window> until(Instant now) {
        List<Window> all = new ArrayList<>(over);
        if (causes > 0) {
            all.add(new Window(since, now));
        }
        return List.copyOf(all);
    }
}
