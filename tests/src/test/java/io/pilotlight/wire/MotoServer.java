package io.pilotlight.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * An emulator of AWS on a loopback port: {@code moto_server}, a process of its own.
 *
 * <p>What the emulator leaves out and the functions rely on is added to it by {@code src/test/moto/sitecustomize.py}, which
 * Python loads when it starts.
 *
 * <p>Its binary is what the environment variable {@value #BINARY} names, else the one on the PATH.
 *
 * @see <a href="https://docs.getmoto.org/en/latest/docs/server_mode.html">moto's server mode</a>
 */
final class MotoServer implements AutoCloseable {

    static final String BINARY = "PILOT_LIGHT_MOTO";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    private MotoServer(ChildProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Tells whether there is an emulator that can be started, or one was named and so has to be. */
    static boolean isExpected() {
        return System.getenv(BINARY) != null || onPath().isPresent();
    }

    /**
     * Starts the emulator, and returns once it answers.
     *
     * @throws IllegalStateException where it ends, or does not answer in time, with what it printed
     */
    static MotoServer start() {
        int port = freePort();
        String binary = Optional.ofNullable(System.getenv(BINARY)).orElseGet(() -> onPath().orElseThrow().toString());
        ProcessBuilder builder = new ProcessBuilder(binary, "-H", "127.0.0.1", "-p", Integer.toString(port));
        builder.environment().put("PYTHONPATH", Project.file("tests/src/test/moto").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        // A quarter of its time went into machine images, which every Region of every test had and none uses.
        builder.environment().put("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
        ChildProcess process = ChildProcess.start("moto_server", builder);
        MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
        process.await(START_TIMEOUT, "answers", server::isAnswering);
        return server;
    }

    /** Where all of its services listen. */
    URI endpoint() {
        return endpoint;
    }

    /** Forgets everything that was made in it. */
    void reset() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("moto_server did not reset itself: " + answer.body());
        }
    }

    /** Asks one of its services in AWS's query protocol, for what no SDK module at hand can ask. */
    String query(String service, String region, String form) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Authorization", ("AWS4-HMAC-SHA256 Credential=test/20261122/%s/%s/aws4_request, "
                        + "SignedHeaders=host, Signature=0").formatted(region, service))
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("moto_server refused %s: %s".formatted(form, answer.body()));
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
        process.close();
    }

    private boolean isAnswering() {
        try {
            return send(HttpRequest.newBuilder(endpoint.resolve("/moto-api/"))).statusCode() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(CALL_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while moto_server was asked", interrupted);
        }
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(folder -> Path.of(folder, "moto_server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
