package io.pilotlight.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From when until when nobody can hold the exposure to the objective, and why. */
final class ExcusedTimes {

    /**
     * How long it takes at most until a run that is begun after a fault has landed: 16 min until the schedule's next
     * delivery, within its minute; 4 min for the snapshot, the longest that {@link
     * io.pilotlight.simulator.cloud.api.Latencies} draws; 20 min for a full copy; and 5 min for looks that lie up to a
     * minute apart, cold starts and calls that are tried again.
     */
    static final Duration NEXT_LANDING = Duration.ofMinutes(16 + 4 + 20 + 5);

    /** A time that is excused. */
    record Excuse(String why, Instant from, Instant until) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    private ExcusedTimes() {}

    /** Returns the times of a run that has ended at the given instant; they may overlap. */
    static List<Excuse> of(World world, Instant end) {
        List<Excuse> excused = new ArrayList<>();
        Instant begun = world.exposure().begun();
        excused.add(new Excuse("nothing had been copied yet", begun, begun.plus(NEXT_LANDING)));
        world.faults().faults().forEach(fault -> excused.add(new Excuse(fault.what(), fault.from(),
                fault.until().map(over -> over.plus(NEXT_LANDING)).orElse(end))));
        world.exposure().turns().forEach(turn -> excused.add(new Excuse(
                "another site became active, of which nothing had been copied yet", turn, turn.plus(NEXT_LANDING))));
        return excused;
    }
}
