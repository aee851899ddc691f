package io.pilotlight.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pilotlight.health.CheckHealthHandler.Result.Health;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Says what one probe's answer, or its failure, tells about the endpoint; what it says never quotes a body. */
final class Judge {

    /** What one probe says by itself, and why. */
    record Finding(Health health, Answer answer, String detail) {}

    // Not the strict mapper: how neatly an application writes its JSON says nothing about its health.
    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern WITHOUT_ROUTE =
            Pattern.compile("unreachable|family (not supported|unavailable)|assign requested address");
    private static final int SERVER_ERROR = 500;

    private final List<Expectation> expectations;

    Judge(List<Expectation> expectations) {
        this.expectations = expectations;
    }

    /** Judges an answer by every expectation. */
    Finding judge(HttpProbe.Answer answer, Duration latency) {
        String complaints = expectations.stream()
                .flatMap(expectation -> complaint(expectation, answer, latency).stream())
                .collect(Collectors.joining("; "));
        if (!complaints.isEmpty() && !answer.unread().isEmpty()) {
            complaints += "; of the body " + answer.unread();
        }
        String seen = "HTTP %d in %d ms".formatted(answer.status(), latency.toMillis());
        return complaints.isEmpty()
                ? new Finding(Health.HEALTHY, Answer.AS_EXPECTED, seen)
                : new Finding(Health.UNHEALTHY, kind(answer), "%s (%s)".formatted(seen, complaints));
    }

    private Answer kind(HttpProbe.Answer answer) {
        if (answer.status() >= SERVER_ERROR) {
            return Answer.SERVER_ERROR;
        }
        boolean admitted = expectations.stream().anyMatch(expectation ->
                expectation instanceof Expectation.Lacks(String text) && answer.body().contains(text));
        return admitted ? Answer.ADMITTED : Answer.UNEXPECTED;
    }

    /**
     * Judges a probe that got no whole answer: it tells of ill health, unless the failure may be on the prober's own
     * side (no name resolution, no route), which tells nothing.
     */
    Finding judge(IOException failure, String address, Duration latency) {
        long millis = latency.toMillis();
        return switch (failure) {
            case UnknownHostException _ -> new Finding(Health.UNKNOWN, Answer.NONE, "%s cannot be resolved".formatted(address));
            case NoRouteToHostException _ -> noRoute(address);
            case SSLException tls -> ill("TLS failed after %d ms: %s".formatted(millis, firstLine(tls)));
            case InterruptedIOException _ -> ill("timed out after %d ms".formatted(millis));
            case BindException _ -> noRoute(address);
            case ConnectException connect when isWithoutRoute(connect) -> noRoute(address);
            case ConnectException _ -> ill("connection refused after %d ms".formatted(millis));
            case SocketException socket when isWithoutRoute(socket) -> noRoute(address);
            default -> ill("the answer broke off after %d ms (%s)".formatted(
                    millis, failure.getClass().getSimpleName()));
        };
    }

    private static Optional<String> complaint(Expectation expectation, HttpProbe.Answer answer, Duration latency) {
        return switch (expectation) {
            case Expectation.HttpStatus(int code) -> unless(answer.status() == code, "expected " + code);
            case Expectation.Body(String contains) ->
                unless(answer.body().contains(contains), "the body lacks '%s'".formatted(contains));
            case Expectation.Lacks(String text) -> unless(!answer.body().contains(text), "the body has '%s'".formatted(text));
            case Expectation.Json(String pointer, String value) -> jsonComplaint(answer.body(), pointer, value);
            case Expectation.Latency(Duration atMost) -> unless(
                    latency.compareTo(atMost) <= 0, "expected within %d ms".formatted(atMost.toMillis()));
        };
    }

    private static Optional<String> jsonComplaint(String body, String pointer, String value) {
        JsonNode found;
        try {
            found = JSON.readTree(body).at(pointer);
        } catch (JsonProcessingException _) {
            return Optional.of("the body is not JSON");
        }
        return unless(
                found.isValueNode() && found.asText().equals(value), "%s is not '%s'".formatted(pointer, value));
    }

    private static Optional<String> unless(boolean holds, String complaint) {
        return holds ? Optional.empty() : Optional.of(complaint);
    }

    /** Tells whether this side has no way there, such as one without IPv6. */
    private static boolean isWithoutRoute(SocketException failure) {
        return WITHOUT_ROUTE.matcher(String.valueOf(failure.getMessage())).find()
                || failure.getCause() instanceof SocketException cause && cause != failure && isWithoutRoute(cause);
    }

    private static Finding ill(String detail) {
        return new Finding(Health.UNHEALTHY, Answer.NONE, detail);
    }

    private static Finding noRoute(String address) {
        return new Finding(Health.UNKNOWN, Answer.NONE, "no route from here to %s".formatted(address));
    }

    private static String firstLine(IOException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
