package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.drill.Palette.Tone;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Instant;
import java.util.Optional;

/** Notices when the visitors' requests begin to fail and when they succeed again; a single one does not count. */
final class Visitors {

    private static final int STREAK = 3;

    private boolean failing;
    private int contrary;
    private Instant since = Instant.EPOCH;

    Optional<Saying> failed(JournalEvent.VisitFailed visit) {
        return turned(true, visit.at(), "visits fail", visit.reason());
    }

    Optional<Saying> committed(JournalEvent.VisitCommitted visit) {
        return turned(false, visit.at(), "visits are counted again",
                "%s in %s".formatted(visit.instanceIdentifier(), visit.region()));
    }

    private Optional<Saying> turned(boolean fails, Instant at, String what, String how) {
        if (fails == failing) {
            contrary = 0;
            return Optional.empty();
        }
        if (contrary == 0) {
            since = at;
        }
        contrary++;
        if (contrary < STREAK) {
            return Optional.empty();
        }
        failing = fails;
        contrary = 0;
        return Optional.of(Saying.always("Visitors", "%s, since %s: %s".formatted(what, Times.clock(since), how),
                fails ? Tone.BAD : Tone.GOOD));
    }
}
