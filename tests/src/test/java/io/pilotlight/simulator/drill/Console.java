package io.pilotlight.simulator.drill;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Keeps what is printed. */
final class Console {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    PrintStream outStream() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    Surface surface(Path folder) {
        return new Surface(outStream(), new PrintStream(err, true, StandardCharsets.UTF_8), Palette.PLAIN, folder);
    }

    List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    List<String> errorLines() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
