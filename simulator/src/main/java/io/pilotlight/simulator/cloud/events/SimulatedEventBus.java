package io.pilotlight.simulator.cloud.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.CloudContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The default event bus of one Region: delivers each event at least once to the targets of every rule that takes it.
 *
 * <p>While its Region is dark nothing is delivered; what was due then, or what a target did not take, is tried again every
 * minute, and given up once it is older than the rule allows.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html">How EventBridge
 *     retries delivering events</a>
 */
public final class SimulatedEventBus {

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration DEFAULT_MAXIMUM_AGE = Duration.ofHours(24);

    private record Rule(EventPattern pattern, Duration maximumAge, Predicate<JsonNode> target) {}

    private final CloudContext context;
    private final String region;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private int copies = 1;
    private Duration lateness = Duration.ZERO;

    public SimulatedEventBus(CloudContext context, String region) {
        this.context = context;
        this.region = region;
    }

    /**
     * Adds a rule whose events are tried for a day, as is the default.
     *
     * @param target tells whether it took an event that matches; it must not wait
     * @throws IllegalArgumentException where the pattern uses what the simulator does not know, or the name is taken
     */
    public void addRule(String name, JsonNode pattern, Predicate<JsonNode> target) {
        addRule(name, pattern, DEFAULT_MAXIMUM_AGE, target);
    }

    /**
     * Adds a rule.
     *
     * @param maximumAge how old an event may become before it is given up
     * @param target tells whether it took an event that matches; it must not wait
     * @throws IllegalArgumentException where the pattern uses what the simulator does not know, or the name is taken
     */
    public void addRule(String name, JsonNode pattern, Duration maximumAge, Predicate<JsonNode> target) {
        if (rules.putIfAbsent(name, new Rule(new EventPattern(pattern), maximumAge, target)) != null) {
            throw new IllegalArgumentException("there is a rule of the name %s already".formatted(name));
        }
    }

    /** Lets every event from now on be delivered so many times; at least once. */
    public void deliverCopies(int timesEach) {
        if (timesEach < 1) {
            throw new IllegalArgumentException("the times are %d; accepted is at least 1".formatted(timesEach));
        }
        copies = timesEach;
    }

    /** Lets every event from now on be delivered so much later than usual. */
    public void deliverLate(Duration by) {
        lateness = by;
    }

    /** Takes an event; its targets have it some time later, in no promised order. */
    public void put(JsonNode event) {
        for (Rule rule : rules.values()) {
            if (rule.pattern().matches(event)) {
                for (int copy = 0; copy < copies; copy++) {
                    Duration delay = context.latencies().eventDelivery().plus(lateness);
                    context.timeline().after(delay, () -> deliver(rule, event, Duration.ZERO));
                }
            }
        }
    }

    private void deliver(Rule rule, JsonNode event, Duration waited) {
        boolean taken = !context.faults().isDark(region) && rule.target().test(event.deepCopy());
        if (!taken && waited.plus(RETRY).compareTo(rule.maximumAge()) <= 0) {
            context.timeline().after(RETRY, () -> deliver(rule, event, waited.plus(RETRY)));
        }
    }
}
