package io.pilotlight.simulator.drill;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Where a drill writes.
 *
 * @param folder the folder of all that it leaves behind, such as {@code target/drill}
 */
record Surface(PrintStream out, PrintStream err, Palette palette, Path folder) {

    Path resultFile() {
        return folder.resolve("result.json");
    }

    Path sweepFile() {
        return folder.resolve("sweep.json");
    }
}
