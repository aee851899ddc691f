package io.pilotlight.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the probe makes of the very bytes that servers send. */
class AnswersOfServersTest {

    private static final String HERE = "127.0.0.1";
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Judge WANTS_UP = new Judge(List.of(new Expectation.Json("/status", "UP")));
    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(UTF_8);

    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void readsABodyBehindAByteOrderMark() throws IOException {
        assertHealthy(WANTS_UP, ask("Content-Type: application/json; charset=utf-8", ("\uFEFF" + new String(UP, UTF_8)).getBytes(UTF_8)));
        assertHealthy(WANTS_UP, ask("Content-Type: application/json", ("\uFEFF" + new String(UP, UTF_8)).getBytes(UTF_16LE)));
    }

    @Test
    void readsABodyInTheCharsetThatTheAnswerNames() throws IOException {
        HttpProbe.Answer answer = ask("Content-Type: text/html; charset=iso-8859-1", "Verfügbar".getBytes(ISO_8859_1));

        assertHealthy(new Judge(List.of(new Expectation.Body("Verfügbar"))), answer);
    }

    @Test
    void readsABodyWhoseCharsetNobodyKnowsAsUtf8() throws IOException {
        assertHealthy(WANTS_UP, ask("Content-Type: application/json; charset=utf8mb4", UP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate"})
    void readsABodyThatIsEncoded(String encoding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream encoder = encoding.equals("deflate") ? new DeflaterOutputStream(bytes) : new GZIPOutputStream(bytes)) {
            encoder.write(UP);
        }

        assertHealthy(WANTS_UP, ask("Content-Encoding: " + encoding, bytes.toByteArray()));
    }

    @Test
    void takesAnEmptyBodyThatIsCalledEncodedForEmpty() throws IOException {
        assertHealthy(new Judge(List.of(new Expectation.HttpStatus(200))), ask("Content-Encoding: gzip", new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip"})
    void namesAnEncodingThatItCannotRead(String encoding) throws IOException {
        HttpProbe.Answer answer = ask("Content-Encoding: " + encoding, UP);

        assertThat(WANTS_UP.judge(answer, Duration.ZERO).detail()).contains("of the body its encoding");
        assertHealthy(new Judge(List.of(new Expectation.HttpStatus(200))), answer);
    }

    @Test
    void saysThatOnly64KibibytesWereRead() throws IOException {
        byte[] large = ("{\"details\":\"" + "x".repeat(70_000) + "\",\"status\":\"UP\"}").getBytes(UTF_8);

        assertThat(WANTS_UP.judge(ask("Content-Type: application/json", large), Duration.ZERO).detail())
                .contains("only its first 64 KiB were read");
    }

    @Test
    void takesTheStatusOfAnAnswerThatMayHaveNoBodyAndHasOne() throws IOException {
        HttpProbe.Answer answer = answer("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok".getBytes(UTF_8));

        assertHealthy(new Judge(List.of(new Expectation.HttpStatus(204))), answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 408, 429, 301, 307, 308, 401, 421})
    void asksOnceWhateverIsAnswered(int status) throws IOException {
        HttpProbe.Answer answer = answer(("HTTP/1.1 %d Busy\r\nRetry-After: 0\r\nLocation: /other\r\n".formatted(status)
                + "WWW-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(requests).hasValue(1);
    }

    @Test
    void takesTurnsAmongAddressesOfIpv4WhereThereAreAny() throws IOException {
        InetAddress first = InetAddress.getByName("192.0.2.1");
        InetAddress second = InetAddress.getByName("192.0.2.2");
        InetAddress other = InetAddress.getByName("2001:db8::1");

        assertThat(OkHttpProbe.reachable(first, other, second)).containsExactly(first, second);
        assertThat(OkHttpProbe.reachable(other)).containsExactly(other);
    }

    @Test
    void concludesNothingWhereThisSideHasNoWay() {
        ConnectException wrapped = new ConnectException("Failed to connect to /2001:db8::1:443");
        wrapped.initCause(new ConnectException("Network is unreachable"));

        assertThat(List.of(wrapped, new SocketException("Network is unreachable"), new SocketException("Protocol family unavailable"),
                        new BindException("Cannot assign requested address")))
                .allSatisfy(failure -> assertThat(WANTS_UP.judge(failure, "lb.example.com", Duration.ZERO).health())
                        .isEqualTo(CheckHealthHandler.Result.Health.UNKNOWN));
        assertThat(WANTS_UP.judge(new ConnectException("Connection refused"), "lb.example.com", Duration.ZERO).health())
                .isEqualTo(CheckHealthHandler.Result.Health.UNHEALTHY);
    }

    private static void assertHealthy(Judge judge, HttpProbe.Answer answer) {
        Judge.Finding finding = judge.judge(answer, Duration.ZERO);
        assertThat(finding.health()).as(finding.detail()).isEqualTo(CheckHealthHandler.Result.Health.HEALTHY);
    }

    private HttpProbe.Answer ask(String header, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\n\r\n".formatted(header, body.length).getBytes(UTF_8));
        bytes.write(body);
        return answer(bytes.toByteArray());
    }

    /** Answers every request that comes with the same bytes. */
    private HttpProbe.Answer answer(byte[] bytes) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(HERE))) {
            Thread.ofVirtual().start(() -> serve(server, bytes));
            return new OkHttpProbe().get(
                    URI.create("http://www.example.com:%d/health".formatted(server.getLocalPort())), HERE, AMPLE);
        }
    }

    private void serve(ServerSocket server, byte[] bytes) {
        while (true) {
            try (Socket socket = server.accept()) {
                BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                while (!request.readLine().isEmpty()) {
                    continue;
                }
                requests.incrementAndGet();
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
                socket.shutdownOutput();
                request.read();
            } catch (IOException _) {
                return;
            }
        }
    }
}
