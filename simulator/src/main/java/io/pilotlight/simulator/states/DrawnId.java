package io.pilotlight.simulator.states;

import java.util.SplittableRandom;
import java.util.UUID;

/** Makes identifiers that look random and that a seed repeats. */
final class DrawnId {

    private DrawnId() {}

    /** Returns a version 4 UUID. */
    static String uuid(SplittableRandom random) {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
