package io.pilotlight.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The API by which one function's runtime takes its events and gives its answers, on a loopback port.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda's runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String NEXT = ROOT + "invocation/next";
    private static final String INIT_ERROR = ROOT + "init/error";
    private static final JsonMapper JSON = new JsonMapper();

    private final String functionArn;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Invocation>> open = new ConcurrentHashMap<>();
    private final CompletableFuture<Invocation> broken = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    private record Event(String id, String payload, long deadlineMillis) {}

    RuntimeApi(String functionArn) {
        this.functionArn = functionArn;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext(ROOT, this::answer);
        server.start();
    }

    /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} names them. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Hands an event to the runtime; completes with its answer, or exceptionally where the runtime breaks. */
    CompletableFuture<Invocation> invoke(String payload, Duration timeout) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<Invocation> answer = new CompletableFuture<>();
        open.put(id, answer);
        events.add(new Event(id, payload, Clock.systemUTC().millis() + timeout.toMillis()));
        broken.whenComplete((_, failure) -> answer.completeExceptionally(failure));
        return answer;
    }

    /**
     * Tells whether the runtime has asked for an event since its last answer. It answers first and writes its log after
     * that, so what an invocation has logged is complete only then.
     */
    boolean isAskedSinceAnswered() {
        return asked.get() > answered.get();
    }

    /** Ends every invocation, those to come too: the runtime is not there any more. */
    void fail(String why) {
        broken.completeExceptionally(new IllegalStateException(why));
    }

    @Override
    public void close() {
        fail("the runtime API was closed");
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.equals(NEXT)) {
                next(exchange);
                return;
            }
            if (path.equals(INIT_ERROR)) {
                fail("the function did not initialize: " + body);
            } else {
                complete(path.substring((ROOT + "invocation/").length()).split("/"), body);
            }
            exchange.sendResponseHeaders(202, -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        asked.incrementAndGet();
        Event event = events.take();
        Map.of("Lambda-Runtime-Aws-Request-Id", event.id(),
                "Lambda-Runtime-Deadline-Ms", Long.toString(event.deadlineMillis()),
                "Lambda-Runtime-Invoked-Function-Arn", functionArn,
                "Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0",
                "Content-Type", "application/json").forEach(exchange.getResponseHeaders()::set);
        byte[] payload = event.payload().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, payload.length);
        exchange.getResponseBody().write(payload);
    }

    /** @param path an invocation's id, and {@code response} or {@code error} */
    private void complete(String[] path, String body) throws JsonProcessingException {
        answered.incrementAndGet();
        CompletableFuture<Invocation> answer = open.remove(path[0]);
        JsonNode json = JSON.readTree(body);
        answer.complete(path[1].equals("response")
                ? new Invocation.Returned(json)
                : new Invocation.Failed(
                        json.path("errorType").asText(), json.path("errorMessage").asText(), body));
    }
}
