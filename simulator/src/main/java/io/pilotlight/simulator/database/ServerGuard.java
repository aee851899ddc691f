package io.pilotlight.simulator.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts servers and sees to it that none outlives this JVM and that their folder goes with them: at the end of the JVM by
 * a shutdown hook, and where the JVM itself is killed by a small shell process that reads from it and then reads its end.
 */
final class ServerGuard {

    /** Takes for its own only a process that runs in the folder, in case its number has gone to another one meanwhile. */
    private static final String WATCH = """
            trap '' HUP INT TERM
            pids=
            while read -r pid; do pids="$pids $pid"; done
            for pid in $pids; do
              case $(readlink "/proc/$pid/cwd") in "$1"/*) kill -9 "$pid" ;; esac
            done
            rm -rf -- "$1"
            """;

    private final Path folder;
    private final List<Process> servers = new ArrayList<>();
    private final Process watch;
    private final Thread hook = new Thread(this::end, "remove-databases");
    private boolean ended;

    /** @param folder the folder of all servers, removed at the end; an absolute path without symbolic links */
    ServerGuard(Path folder) {
        this.folder = folder;
        try {
            this.watch = new ProcessBuilder("sh", "-c", WATCH, "watch", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @throws DatabaseUnavailable where the end has come already: nothing is started any more */
    synchronized Process start(ProcessBuilder server) throws IOException {
        if (ended) {
            throw new DatabaseUnavailable("the databases of this run were removed; no server is started any more");
        }
        Process process = server.start();
        servers.removeIf(earlier -> !earlier.isAlive());
        servers.add(process);
        watch.getOutputStream().write("%d\n".formatted(process.pid()).getBytes(StandardCharsets.US_ASCII));
        watch.getOutputStream().flush();
        return process;
    }

    /** Kills what still runs and removes the folder. */
    void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The JVM is ending: the hook itself has run, or runs.
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        servers.forEach(Process::destroyForcibly);
        servers.forEach(server -> server.onExit().join());
        try {
            Folders.remove(folder);
            watch.getOutputStream().close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the databases' files in %s are left behind".formatted(folder), failure);
        }
    }
}
