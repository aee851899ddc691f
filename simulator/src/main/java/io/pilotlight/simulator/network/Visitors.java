package io.pilotlight.simulator.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.health.HttpProbe;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.application.VisitorCounter;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.traffic.NameResolver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * People who visit the application under its public name, one after the other; they use different resolvers, each of
 * which keeps the answer for its TTL, and every second of which stands in a network of IPv6. A visit that fails is
 * written down; one that succeeds the application writes down.
 */
public final class Visitors {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RESOLVERS = 4;
    private static final int OK = 200;

    private final CloudContext context;
    private final Internet internet;
    private final String publicName;
    private final String path;
    private final LongSupplier visitNumbers;
    private final List<NameResolver> resolvers = new ArrayList<>();
    private final SplittableRandom random;
    private boolean gone;

    /**
     * @param path the path of the page that they ask for
     * @param visitNumbers gives the visits their numbers that the application did not see; the same that it draws from
     */
    public Visitors(CloudContext context, Internet internet, String publicName, String path, LongSupplier visitNumbers) {
        this.context = context;
        this.internet = internet;
        this.publicName = publicName;
        this.path = path;
        this.visitNumbers = visitNumbers;
        this.random = context.timeline().random("visitors " + publicName);
        for (int count = 0; count < RESOLVERS; count++) {
            resolvers.add(new SimulatedNameResolver(
                    internet, context.timeline().clock(), count % 2 == 0 ? Protocol.IPV4 : Protocol.IPV6));
        }
    }

    /** Lets people visit from now on, on average one in each interval. */
    public void begin(Duration interval) {
        gone = false;
        long most = 2 * interval.toMillis();
        context.timeline().after(Duration.ofMillis(random.nextLong(most + 1)), () -> {
            if (!gone) {
                visit(resolvers.get(random.nextInt(RESOLVERS)));
                begin(interval);
            }
        });
    }

    /** Lets nobody visit any more, until somebody begins again. */
    public void end() {
        gone = true;
    }

    private void visit(NameResolver resolver) {
        try {
            List<String> addresses = new ArrayList<>(resolver.addresses(publicName));
            HttpProbe.Answer answer =
                    internet.get(Vantage.VISITORS, addresses.get(random.nextInt(addresses.size())), path, PATIENCE);
            if (answer.status() != OK) {
                failed(number(answer), "HTTP " + answer.status());
            } else if (answer.body().contains(VisitorCounter.ERROR_BOX)) {
                failed(number(answer), VisitorCounter.ERROR_BOX);
            }
        } catch (IOException noAnswer) {
            failed(visitNumbers.getAsLong(), noAnswer.getMessage());
        }
    }

    /** The application says the number of a visit that it could not commit; a load balancer knows none. */
    private long number(HttpProbe.Answer answer) {
        if (!answer.body().startsWith("{")) {
            return visitNumbers.getAsLong();
        }
        try {
            JsonNode visit = StrictJson.mapper().readTree(answer.body()).path("visit");
            return visit.canConvertToLong() ? visit.asLong() : visitNumbers.getAsLong();
        } catch (JsonProcessingException _) {
            return visitNumbers.getAsLong();
        }
    }

    private void failed(long visit, String reason) {
        context.journal().add(new JournalEvent.VisitFailed(context.timeline().now(), visit, reason));
    }
}
