package io.pilotlight.step;

import java.time.Duration;

/** How far the clocks of two machines may be apart: what is dated at most so much later than now is not of the future. */
public final class Clocks {

    /** A minute: NTP keeps them within milliseconds, and AWS refuses requests that are minutes off. */
    public static final Duration APART = Duration.ofMinutes(1);

    private Clocks() {}
}
