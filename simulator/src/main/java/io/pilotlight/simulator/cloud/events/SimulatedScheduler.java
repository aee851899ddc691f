package io.pilotlight.simulator.cloud.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Arns;
import io.pilotlight.simulator.cloud.api.CloudContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * EventBridge Scheduler in one Region: hands an input to a target whenever a schedule is due, within that minute. What
 * is due while its Region is dark is lost.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedules run with a
 *     precision of one minute</a>
 */
public final class SimulatedScheduler {

    private static final int FIRST_ATTEMPT = 1;

    private record Entry(String name, Schedule schedule, Duration offset, ScheduleInput input, Consumer<JsonNode> target) {}

    /** From when until when, the end not included, the deliveries of one schedule are of a special kind. */
    private record Span(String name, Instant from, Instant until) {
        boolean covers(Entry entry, Instant due) {
            return entry.name().equals(name) && !due.isBefore(from) && due.isBefore(until);
        }
    }

    private final CloudContext context;
    private final String region;
    private final SplittableRandom executionIds;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Span> lost = new ArrayList<>();
    private final List<Span> doubled = new ArrayList<>();
    private boolean disabled;

    public SimulatedScheduler(CloudContext context, String region) {
        this.context = context;
        this.region = region;
        this.executionIds = context.timeline().random("scheduler.executions");
    }

    /**
     * Makes a schedule; a rate is due for the first time at once, as a schedule without a start date is.
     *
     * @param expression {@code rate(...)} or {@code cron(...)}, in UTC
     * @param input may hold keywords such as {@code <aws.scheduler.scheduled-time>}
     * @param target takes an input of its own each time; it must not wait
     * @throws IllegalArgumentException where the expression is not one that the simulator knows, or the name is taken
     */
    public void add(String name, String expression, JsonNode input, Consumer<JsonNode> target) {
        Instant now = context.timeline().now();
        Schedule schedule = Schedule.parse(expression, now);
        Entry entry = new Entry(
                name, schedule, context.latencies().offsetWithinMinute(), new ScheduleInput(input), target);
        if (entries.putIfAbsent(name, entry) != null) {
            throw new IllegalArgumentException("there is a schedule of the name %s already".formatted(name));
        }
        if (schedule instanceof Schedule.Rate) {
            context.timeline().after(entry.offset(), () -> due(entry, now));
        }
        next(entry, now);
    }

    /**
     * Lets what a schedule should deliver be lost, without a word.
     *
     * @param from the first scheduled time that is lost
     * @param until the first one after it that is delivered again
     * @throws IllegalArgumentException where there is no such schedule
     */
    public void loseDeliveries(String name, Instant from, Instant until) {
        lost.add(span(name, from, until));
    }

    /**
     * Lets what a schedule delivers come twice, the second time a little later with the same scheduled time:
     * EventBridge Scheduler delivers at least once.
     *
     * @param from the first scheduled time that comes twice
     * @param until the first one after it that comes once again
     * @throws IllegalArgumentException where there is no such schedule
     */
    public void deliverTwice(String name, Instant from, Instant until) {
        doubled.add(span(name, from, until));
    }

    /** Disables every schedule, as a person may: nothing is delivered any more. */
    public void disableAll() {
        disabled = true;
    }

    private Span span(String name, Instant from, Instant until) {
        if (!entries.containsKey(name)) {
            throw new IllegalArgumentException(
                    "there is no schedule of the name %s; accepted are %s".formatted(name, entries.keySet()));
        }
        return new Span(name, from, until);
    }

    private void next(Entry entry, Instant last) {
        Instant due = entry.schedule().after(last);
        Duration delay = Duration.between(context.timeline().now(), due.plus(entry.offset()));
        context.timeline().after(delay, () -> {
            due(entry, due);
            next(entry, due);
        });
    }

    private void due(Entry entry, Instant due) {
        if (lost.stream().anyMatch(span -> span.covers(entry, due))) {
            return;
        }
        deliver(entry, due);
        if (doubled.stream().anyMatch(span -> span.covers(entry, due))) {
            context.timeline().after(context.latencies().eventDelivery(), () -> deliver(entry, due));
        }
    }

    private void deliver(Entry entry, Instant due) {
        if (!disabled && !context.faults().isDark(region)) {
            entry.target().accept(entry.input().of(
                    Arns.of("scheduler", region, "schedule/default/" + entry.name()), due,
                    HexFormat.of().toHexDigits(executionIds.nextLong()), FIRST_ATTEMPT));
        }
    }
}
