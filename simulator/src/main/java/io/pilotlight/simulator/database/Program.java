package io.pilotlight.simulator.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Program {

    private static final long LIMIT_SECONDS = 60;

    private Program() {}

    /**
     * Runs a program that needs no input but what was redirected to it.
     *
     * @throws DatabaseUnavailable where it does not end well, with what it said
     */
    static void run(ProcessBuilder command) throws IOException {
        Path name = Path.of(command.command().getFirst()).getFileName();
        boolean heard = command.redirectOutput() == ProcessBuilder.Redirect.PIPE;
        Process process = command.redirectErrorStream(heard).start();
        try (var output = heard ? process.getInputStream() : process.getErrorStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DatabaseUnavailable("%s did not end well: %s".formatted(name, said.strip()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable(name + " was interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
