package io.pilotlight.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OkHttpProbeTest {

    private static final String HERE = "127.0.0.1";
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final OkHttpProbe probe = new OkHttpProbe();
    private final List<String> hosts = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void connectsToTheAddressAndSendsThePublicNameAsHost() throws IOException {
        serve("/health", exchange -> answer(exchange, 200, "visits: 7"));

        assertThat(probe.get(url("/health"), HERE, AMPLE)).isEqualTo(new HttpProbe.Answer(200, "visits: 7"));
        assertThat(hosts).containsExactly("www.shop.test:" + server.getAddress().getPort());
    }

    @Test
    void returnsARedirectAsItIs() throws IOException {
        serve("/elsewhere", exchange -> answer(exchange, 200, "followed"));
        serve("/health", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 302, "");
        });

        assertThat(probe.get(url("/health"), HERE, AMPLE).status()).isEqualTo(302);
        assertThat(hosts).hasSize(1);
    }

    @Test
    void hangsUpAfterEachProbeAlthoughTheServerWouldKeepTheConnection() throws Exception {
        try (ServerSocket keeping = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            Future<Integer> afterTheAnswer = threads.submit(() -> answerAndKeepListening(keeping));

            assertThat(probe.get(url(keeping.getLocalPort(), "/"), HERE, AMPLE).status()).isEqualTo(204);

            assertThat(afterTheAnswer.get()).as("end of the connection").isEqualTo(-1);
        }
    }

    @Test
    void readsNoMoreThan64KibibytesOfABody() throws IOException {
        serve("/health", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int piece = 0; piece < 100; piece++) {
                exchange.getResponseBody().write(new byte[1000]);
                exchange.getResponseBody().flush();
            }
        });

        assertThat(probe.get(url("/health"), HERE, AMPLE).body()).hasSize(64 * 1024);
    }

    @Test
    void givesUpOnABodyThatNeverEndsInTime() throws IOException {
        serve("/health", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        });

        assertThatThrownBy(() -> probe.get(url("/health"), HERE, SHORT)).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void givesUpOnAServerThatAcceptsAndSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            assertThatThrownBy(() -> probe.get(url(silent.getLocalPort(), "/"), HERE, SHORT))
                    .isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void triesAConnectionThatBreaksOnlyOnce() throws Exception {
        try (ServerSocket breaking = new ServerSocket(0, 10, InetAddress.getByName(HERE))) {
            Future<Integer> accepted = threads.submit(() -> closeAllThatConnect(breaking));

            assertThatThrownBy(() -> probe.get(url(breaking.getLocalPort(), "/"), HERE, AMPLE))
                    .isInstanceOf(IOException.class);
            breaking.close();
            assertThat(accepted.get()).isEqualTo(1);
        }
    }

    @Test
    void saysThatAConnectionIsRefused() throws IOException {
        int freePort;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            freePort = closed.getLocalPort();
        }

        assertThatThrownBy(() -> probe.get(url(freePort, "/"), HERE, AMPLE)).isInstanceOf(ConnectException.class);
    }

    @Test
    void saysThatAnAddressCannotBeResolved() {
        assertThatThrownBy(() -> probe.get(url("/"), "no-such-name.invalid", AMPLE))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void connectsToTheAddressAlsoWhereTheUrlNamesAnIpAddress() throws IOException {
        serve("/health", exchange -> answer(exchange, 200, "visits: 7"));
        URI url = URI.create("http://192.0.2.1:%d/health".formatted(server.getAddress().getPort()));

        assertThat(probe.get(url, HERE, AMPLE).status()).isEqualTo(200);
        assertThat(hosts).containsExactly("192.0.2.1:" + server.getAddress().getPort());
    }

    @Test
    void refusesHttpsToAnIpAddressWhoseCertificateCouldNotBeTold() {
        assertThatThrownBy(() -> probe.get(URI.create("https://192.0.2.1/health"), HERE, AMPLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("host name");
    }

    @Test
    void takesAnotherOneOfTheAddressesAtEachTurn() throws UnknownHostException {
        InetAddress first = InetAddress.getByName("10.0.0.1");
        InetAddress second = InetAddress.getByName("10.0.0.2");

        assertThat(OkHttpProbe.inTurn(0, first, second)).isEqualTo(first);
        assertThat(OkHttpProbe.inTurn(1, first, second)).isEqualTo(second);
        assertThat(OkHttpProbe.inTurn(2, first, second)).isEqualTo(first);
        assertThat(OkHttpProbe.inTurn(Integer.MAX_VALUE, first, second)).isEqualTo(second);
        assertThat(OkHttpProbe.inTurn(Integer.MIN_VALUE, first, second)).isEqualTo(first);
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            handler.handle(exchange);
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static int answerAndKeepListening(ServerSocket keeping) throws IOException {
        try (Socket socket = keeping.accept()) {
            socket.setSoTimeout((int) AMPLE.toMillis());
            BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            while (!request.readLine().isEmpty()) {
                continue;
            }
            socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return request.read();
        }
    }

    private static int closeAllThatConnect(ServerSocket breaking) {
        int accepted = 0;
        while (true) {
            try (Socket socket = breaking.accept()) {
                accepted++;
                socket.getInputStream().read();
            } catch (IOException _) {
                return accepted;
            }
        }
    }

    private URI url(String path) {
        return url(server.getAddress().getPort(), path);
    }

    private static URI url(int port, String path) {
        return URI.create("http://www.shop.test:%d%s".formatted(port, path));
    }
}
