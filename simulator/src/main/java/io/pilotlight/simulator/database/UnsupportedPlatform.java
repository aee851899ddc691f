package io.pilotlight.simulator.database;

/** There are no MariaDB programs for this operating system or processor; nothing was started. */
public final class UnsupportedPlatform extends RuntimeException {

    UnsupportedPlatform(String system, String architecture) {
        super(("A drill needs MariaDB's programs, which are packaged for Linux on x86-64 alone; this is %s on %s. "
                + "A sweep (--seeds) needs none and runs here.").formatted(system, architecture));
    }
}
