package io.pilotlight.simulator.states;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Of the functions that Step Functions adds to JSONata, the one that a state machine calls; and those of JSONata that must
 * show virtual time, draw from the run's own random, or do what the library does not.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming data with
 *     JSONata in Step Functions</a>
 */
final class QueryFunctions {

    private final Timeline timeline;
    private final SplittableRandom random;
    private final Map<String, JFunction> functions;

    QueryFunctions(Timeline timeline) {
        this.timeline = timeline;
        this.random = timeline.random("states.query");
        this.functions = Map.of(
                "now", new JFunction((_, arguments) -> now(arguments), "<s?s?:s>"),
                "millis", new JFunction((_, _) -> timeline.now().toEpochMilli(), "<:n>"),
                "parse", new JFunction((_, arguments) -> parse((String) arguments.getFirst()), "<s-:x>"),
                "substring", new JFunction((_, arguments) -> substring(arguments), "<s-nn?:s>"),
                "random", new JFunction((_, arguments) -> random(arguments), "<n?:n>"),
                "shuffle", new JFunction((_, arguments) -> shuffle((List<?>) arguments.getFirst()), "<a:a>"));
    }

    /** Binds the function of that name, where there is one. */
    void bindTo(Jsonata.Frame frame, String name) {
        JFunction function = functions.get(name);
        if (function != null) {
            frame.bind(name, function);
        }
    }

    private String now(List<?> arguments) {
        return Functions.dateTimeFromMillis(timeline.now().toEpochMilli(), text(arguments, 0), text(arguments, 1));
    }

    private static Object parse(String json) {
        try {
            return PlainJson.from(StrictJson.mapper().readTree(json));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("$parse was given text that is not JSON", malformed);
        }
    }

    /** Counts characters as people do, and takes what there is; the library fails where a pair stands in a short text. */
    private static String substring(List<?> arguments) {
        if (!(arguments.getFirst() instanceof String text)) {
            return null;
        }
        int length = text.codePointCount(0, text.length());
        int from = Math.min(length, Math.max(0, integer(arguments, 1) < 0 ? length + integer(arguments, 1) : integer(arguments, 1)));
        int count = arguments.size() > 2 && arguments.get(2) instanceof Number ? integer(arguments, 2) : length;
        int to = (int) Math.clamp((long) from + count, from, length);
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    private double random(List<?> arguments) {
        boolean seeded = !arguments.isEmpty() && arguments.getFirst() instanceof Number;
        return seeded ? new SplittableRandom(integer(arguments, 0)).nextDouble() : random.nextDouble();
    }

    private List<Object> shuffle(List<?> elements) {
        List<Object> shuffled = new ArrayList<>(elements);
        for (int place = shuffled.size() - 1; place > 0; place--) {
            int other = random.nextInt(place + 1);
            shuffled.set(place, shuffled.set(other, shuffled.get(place)));
        }
        return shuffled;
    }

    private static int integer(List<?> arguments, int index) {
        return ((Number) arguments.get(index)).intValue();
    }

    private static String text(List<?> arguments, int index) {
        return index < arguments.size() ? (String) arguments.get(index) : null;
    }
}
