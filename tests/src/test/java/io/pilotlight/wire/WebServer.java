package io.pilotlight.wire;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application's page {@code /health} on 127.0.0.1, and on no other loopback address: it stands for a load balancer
 * with what runs behind it.
 */
final class WebServer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger requests = new AtomicInteger();

    WebServer() {
        this("127.0.0.1", 0);
    }

    private WebServer(String address, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/health", exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                byte[] body = "{\"database\": \"ok\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status.get(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    /** Starts another one on the same port of another loopback address. */
    WebServer beside(String address) {
        return new WebServer(address, server.getAddress().getPort());
    }

    /** The page's URL under a name. */
    String url(String name) {
        return "http://%s:%d/health".formatted(name, server.getAddress().getPort());
    }

    void answerWith(int newStatus) {
        status.set(newStatus);
    }

    /** How often it was asked. */
    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
