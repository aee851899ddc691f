package io.pilotlight.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The only names that the functions can resolve, in place of DNS; a JVM reads it anew for each name.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/core/java-networking.html">jdk.net.hosts.file</a>
 */
final class HostsFile implements AutoCloseable {

    private final Path path;
    private final Map<String, String> addresses = new TreeMap<>(Map.of("localhost", "127.0.0.1"));

    private HostsFile(Path path) {
        this.path = path;
    }

    /** Makes it with {@code localhost} alone. */
    static HostsFile make() {
        try {
            HostsFile hosts = new HostsFile(Files.createTempFile("pilot-light-hosts", ""));
            hosts.write();
            return hosts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path path() {
        return path;
    }

    /** Lets a name lead to an address. */
    void lead(String name, String address) {
        if (!address.equals(addresses.put(name, address))) {
            write();
        }
    }

    private void write() {
        try {
            Files.writeString(path, addresses.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
