package io.pilotlight.simulator.application;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.database.DatabaseUnavailable;
import io.pilotlight.simulator.database.VisitStore;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * The application that is recovered: it counts visits in its database.
 *
 * <p>{@code /} is the page itself: every GET makes the table where it is not there, commits a row and answers 200 with a page
 * of HTML, whose three figures an error box replaces where the database did not confirm it. {@link #VISIT} is the same page, asked
 * for by a visitor: the run counts their rows alone.
 *
 * <p>{@code /visit} commits a row and answers 200 with its number and the Region, or 503 where the database did not
 * confirm it. {@code /health} always answers 200, as many real pages do, and says in its body whether the database
 * answers: {@code {"database":"ok"}} or {@code {"database":"down"}}, until a release changes or moves the page. What it read at its start it keeps, as a task's
 * environment; a connection that broke it opens again on the next request.
 */
public final class VisitorCounter implements Application {

    /** The path of the page with a mark that a person asks for it, and no check. */
    public static final String VISIT = "/?visitor";
    /** What the page says where its database works; the first of its three figures. */
    public static final String FIGURES = "Total Visits";
    /** What it says instead where it does not. */
    public static final String ERROR_BOX = "Connection failed";

    private static final Set<String> CHECKED = Set.of("/", "/health");
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final HttpProbe.Answer DATABASE_OK = answer(OK, body().put("database", "ok"));
    private static final HttpProbe.Answer CHANGED = answer(OK, body().put("db", "fine"));
    private static final HttpProbe.Answer DATABASE_DOWN = answer(OK, body().put("database", "down"));

    private final VisitorCounterImage image;
    private final String region;
    private final String host;
    private final String password;
    private String instanceIdentifier = "";
    private VisitStore store;

    VisitorCounter(VisitorCounterImage image, String region, String host, String password) {
        this.image = image;
        this.region = region;
        this.host = host;
        this.password = password;
    }

    /** Connects where it is not connected. */
    void connect() {
        if (store == null) {
            Surroundings.Instance instance = image.surroundings().database(region, host);
            store = instance.database().connect(password);
            instanceIdentifier = instance.identifier();
        }
    }

    @Override
    public HttpProbe.Answer get(String path) {
        if (image.surroundings().isPageMoved() && CHECKED.contains(path)) {
            return answer(NOT_FOUND, body().put("error", "not found; it stands elsewhere"));
        }
        return switch (path) {
            case "/" -> page(false);
            case VISIT -> page(true);
            case "/visit" -> visit();
            case "/health" -> health();
            default -> answer(NOT_FOUND, body().put("error", "not found; there are /, /visit and /health"));
        };
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private HttpProbe.Answer page(boolean isVisitor) {
        try {
            connect();
            store.createTable();
            long visit = image.visitNumbers().getAsLong();
            store.add(visit, image.clock().instant());
            if (isVisitor) {
                committed(visit);
            }
            VisitStore.Figures figures = store.figures(LocalDate.ofInstant(image.clock().instant(), ZoneOffset.UTC));
            return html("<p>%s: %d</p><p>Unique Visitors: %d</p><p>Today's Visits: %d</p>".formatted(
                    image.surroundings().isPageChanged() ? "Visits in all" : FIGURES,
                    figures.visits(), figures.visitors(), figures.today()));
        } catch (DatabaseUnavailable unavailable) {
            close();
            return html("<p class=\"error\">%s: %s</p>".formatted(ERROR_BOX, unavailable.getMessage()));
        }
    }

    private void committed(long visit) {
        image.journal().add(new JournalEvent.VisitCommitted(image.clock().instant(), visit, region, instanceIdentifier));
    }

    private static HttpProbe.Answer html(String content) {
        return new HttpProbe.Answer(OK, "<html><body><h1>Visitor counter</h1>%s</body></html>".formatted(content));
    }

    private HttpProbe.Answer visit() {
        long visit = image.visitNumbers().getAsLong();
        try {
            connect();
            store.add(visit, image.clock().instant());
        } catch (DatabaseUnavailable _) {
            close();
            return answer(UNAVAILABLE, body().put("visit", visit).put("region", region).put("database", "down"));
        }
        committed(visit);
        return answer(OK, body().put("visits", visit).put("region", region));
    }

    private HttpProbe.Answer health() {
        try {
            connect();
            store.count();
            return image.surroundings().isPageChanged() ? CHANGED : DATABASE_OK;
        } catch (DatabaseUnavailable _) {
            close();
            return DATABASE_DOWN;
        }
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static HttpProbe.Answer answer(int status, ObjectNode body) {
        return new HttpProbe.Answer(status, body.toString());
    }
}
