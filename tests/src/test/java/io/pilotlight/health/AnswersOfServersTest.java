package io.pilotlight.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
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
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the probe makes of the very bytes that servers send. */
class AnswersOfServersTest {

    private static final String HERE = "127.0.0.1";
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Judge WANTS_UP = new Judge(List.of(new Expectation.Json("/status", "UP")));
    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(UTF_8);

    private final AtomicInteger requests = new AtomicInteger();

    /** What a server sends after the status line, and what is said of it: HEALTHY, or the complaint. */
    record Sent(String name, byte[] bytes, String said) {

        static Sent of(String name, String headers, Charset charset, String body, String said) {
            byte[] encoded = body.getBytes(charset);
            return new Sent(name, joined(
                    "HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\n\r\n".formatted(headers, encoded.length).getBytes(UTF_8), encoded), said);
        }

        static Sent raw(String name, String text, String said) {
            return new Sent(name, text.getBytes(UTF_8), said);
        }

        private static byte[] joined(byte[] first, byte[] second) {
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sent> sent() {
        String up = "{\"status\":\"UP\"}";
        String padded = "{\"status\":\"UP\",\"x\":\"%s\"}";
        int padding = 64 * 1024 - padded.length() + 2;
        return List.of(
                Sent.of("UTF-16BE with a mark", "Content-Type: application/json; charset=utf-16", UTF_16BE, "\uFEFF" + up, "HEALTHY"),
                Sent.of("UTF-16LE without one", "Content-Type: application/json; charset=utf-16le", UTF_16LE, up, "HEALTHY"),
                Sent.of("UTF-16BE that is called UTF-8", "Content-Type: application/json; charset=utf-8", UTF_16BE, up, "HEALTHY"),
                Sent.of("UTF-8 that is called UTF-16", "Content-Type: application/json; charset=utf-16", UTF_8, up, "HEALTHY"),
                Sent.of("UTF-8 that is called ISO 8859-1", "Content-Type: application/health+json; charset=iso-8859-1", UTF_8,
                        "{\"status\":\"UP\",\"\u00fc\":1}", "HEALTHY"),
                Sent.of("a mark that the charset contradicts", "Content-Type: text/plain; charset=iso-8859-1", UTF_8, "\uFEFF" + up, "HEALTHY"),
                Sent.of("no type at all", "X-Type: none", UTF_8, up, "HEALTHY"),
                Sent.of("a type that is none", "Content-Type: json", UTF_8, up, "HEALTHY"),
                Sent.of("64 KiB", "Content-Type: application/json", UTF_8, padded.formatted("x".repeat(padding)), "HEALTHY"),
                Sent.of("64 KiB and one", "Content-Type: application/json", UTF_8, padded.formatted("x".repeat(padding + 1)),
                        "only its first 64 KiB were read"),
                Sent.of("what was encoded twice", "Content-Encoding: deflate, gzip", UTF_8, up, "its encoding deflate, gzip is not known"),
                Sent.of("an encoding that is empty", "Content-Encoding:", UTF_8, up, "HEALTHY"),
                Sent.raw("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n" + up + "\r\n0\r\n\r\n", "HEALTHY"),
                Sent.raw("chunks with a trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: A\r\n\r\nf;x=y\r\n" + up
                        + "\r\n0\r\nA: b\r\n\r\n", "HEALTHY"),
                Sent.raw("chunks that are cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n" + up + "\r\n", "broke off"),
                Sent.raw("a chunk that is cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n" + up, "broke off"),
                Sent.raw("less than was promised", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + up, "broke off"),
                Sent.raw("no length", "HTTP/1.1 200 OK\r\n\r\n" + up, "HEALTHY"),
                Sent.raw("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n" + up, "HEALTHY"),
                Sent.raw("a status alone", "HTTP/1.1 200\r\nContent-Length: 15\r\n\r\n" + up, "HEALTHY"),
                Sent.raw("lines without CR", "HTTP/1.1 200 OK\nContent-Length: 15\n\n" + up, "HEALTHY"),
                Sent.raw("100 first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n" + up, "HEALTHY"),
                Sent.raw("103 first", "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n" + up, "HEALTHY"),
                Sent.raw("101, unasked", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", "HTTP 101"),
                Sent.raw("a page where JSON is wanted", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "the body is not JSON"),
                Sent.raw("nothing where JSON is wanted", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "/status is not 'UP'"),
                Sent.raw("a relative redirect", "HTTP/1.1 302 Found\r\nLocation: login?next=/\r\nContent-Length: 0\r\n\r\n", "HTTP 302"),
                Sent.raw("a redirect to a host", "HTTP/1.1 301 Moved\r\nLocation: //other.example.com/\r\nContent-Length: 0\r\n\r\n", "HTTP 301"),
                Sent.raw("a redirect to nowhere", "HTTP/1.1 308 Moved\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n", "HTTP 308"),
                Sent.raw("HTTP/2 alone", "\0\0\0\4\0\0\0\0\0", "broke off"),
                Sent.raw("another protocol", "SSH-2.0-OpenSSH_9.6\r\n", "broke off"),
                Sent.raw("nothing", "", "broke off"));
    }

    @ParameterizedTest
    @MethodSource("sent")
    void saysWhatAServerSentAndNothingElseFails(Sent sent) {
        Judge.Finding finding;
        try {
            finding = WANTS_UP.judge(answer(sent.bytes()), Duration.ZERO);
        } catch (IOException failure) {
            finding = WANTS_UP.judge(failure, HERE, Duration.ZERO);
        }

        assertThat(finding.health() == CheckHealthHandler.Result.Health.HEALTHY ? "HEALTHY" : finding.detail()).contains(sent.said());
        assertThat(requests).hasValue(1);
    }

    @Test
    void readsADeflatedBodyWithoutItsHeader() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream encoder = new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            encoder.write(UP);
        }

        assertHealthy(WANTS_UP, ask("Content-Encoding: deflate", bytes.toByteArray()));
    }

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
