package io.pilotlight.simulator.cloud.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.CloudContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * EventBridge Scheduler in one Region: hands a constant input to a target whenever a schedule is due, within that
 * minute. What is due while its Region is dark is lost.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedules run with a
 *     precision of one minute</a>
 */
public final class SimulatedScheduler {

    private final CloudContext context;
    private final String region;
    private final Map<String, Duration> offsets = new HashMap<>();

    public SimulatedScheduler(CloudContext context, String region) {
        this.context = context;
        this.region = region;
    }

    /**
     * Makes a schedule; a rate is due for the first time at once, as a schedule without a start date is.
     *
     * @param expression {@code rate(...)} or {@code cron(...)}, in UTC
     * @param target takes a copy of the input each time; it must not wait
     * @throws IllegalArgumentException where the expression is not one that the simulator knows, or the name is taken
     */
    public void add(String name, String expression, JsonNode input, Consumer<JsonNode> target) {
        Schedule schedule = Schedule.parse(expression, context.timeline().now());
        if (offsets.putIfAbsent(name, context.latencies().offsetWithinMinute()) != null) {
            throw new IllegalArgumentException("there is a schedule of the name %s already".formatted(name));
        }
        Runnable action = () -> {
            if (!context.faults().isDark(region)) {
                target.accept(input.deepCopy());
            }
        };
        if (schedule instanceof Schedule.Rate) {
            context.timeline().after(offsets.get(name), action);
        }
        next(name, schedule, context.timeline().now(), action);
    }

    private void next(String name, Schedule schedule, Instant last, Runnable action) {
        Instant due = schedule.after(last);
        Duration delay = Duration.between(context.timeline().now(), due.plus(offsets.get(name)));
        context.timeline().after(delay, () -> {
            action.run();
            next(name, schedule, due, action);
        });
    }
}
