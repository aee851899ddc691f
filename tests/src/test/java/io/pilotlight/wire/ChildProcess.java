package io.pilotlight.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process that a test started: what it printed is kept in a file, and it never outlives the tests. */
final class ChildProcess implements AutoCloseable {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
    private static final int STOP_SECONDS = 5;

    private final String name;
    private final Process process;
    private final Path output;
    private final Thread atExit;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.atExit = Thread.ofPlatform().unstarted(this::kill);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts it; its standard and its error output are one. */
    static ChildProcess start(String name, ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile("pilot-light-" + name, ".log");
            output.toFile().deleteOnExit();
            Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            return new ChildProcess(name, process, output);
        } catch (IOException failure) {
            throw new UncheckedIOException("%s could not be started".formatted(name), failure);
        }
    }

    /** Waits until something holds of it; fails where it ends before, or when the time is over. */
    void await(Duration timeout, String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!holds.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("%s never %s; it printed: %s".formatted(name, what, printed()));
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    /** Completes when it ends. */
    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Returns all that it has printed so far. */
    String printed() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // The tests' own JVM ends, and the hook does this.
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
