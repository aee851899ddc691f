package io.pilotlight.simulator.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong in a run from when until when, as far as backups cannot be made meanwhile. */
final class FaultLog {

    /** Something that is wrong, until it is mended. */
    static final class Fault {

        private final String what;
        private final Instant from;
        private final boolean mendedByFailover;
        private Optional<Instant> until = Optional.empty();

        private Fault(String what, Instant from, boolean mendedByFailover) {
            this.what = what;
            this.from = from;
            this.mendedByFailover = mendedByFailover;
        }

        String what() {
            return what;
        }

        Instant from() {
            return from;
        }

        /** Empty while it is not mended. */
        Optional<Instant> until() {
            return until;
        }

        void end(Instant at) {
            if (until.isEmpty()) {
                until = Optional.of(at);
            }
        }
    }

    private final List<Fault> faults = new ArrayList<>();

    /** Writes down what is wrong from now on; whoever mends it ends it. */
    Fault begin(String what, Instant at) {
        Fault fault = new Fault(what, at, false);
        faults.add(fault);
        return fault;
    }

    /** Writes down that the active site's database is gone; that is over once another site is active. */
    void beginLoss(String what, Instant at) {
        faults.add(new Fault(what, at, true));
    }

    /** Ends what a failover mends. */
    void failedOver(Instant at) {
        faults.stream().filter(fault -> fault.mendedByFailover).forEach(fault -> fault.end(at));
    }

    /** Returns all there were, in the order in which they began. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }
}
