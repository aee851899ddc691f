package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.scenario.RunResult.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shows what of an RTO AWS takes, what deciding takes and what is ours: a row a step, on one line of time. */
final class PathChart {

    private static final int BAR = 39;

    private PathChart() {}

    /** Returns the rows; nothing for an empty path. */
    static List<String> lines(List<Share> path) {
        if (path.isEmpty()) {
            return List.of();
        }
        Duration deciding = sum(path, Share::deciding);
        Duration ours = sum(path, Share::ours);
        Duration aws = sum(path, Share::aws);
        long whole = Math.max(1, deciding.plus(ours).plus(aws).toMillis());
        List<String> lines = new ArrayList<>();
        lines.add("Of the RTO  deciding     ours      AWS  ? deciding, . ours, # AWS");
        long reached = 0;
        for (Share share : path) {
            long decided = reached + share.deciding().toMillis();
            long asked = decided + share.ours().toMillis();
            long done = asked + share.aws().toMillis();
            int from = column(reached, whole);
            int sure = column(decided, whole);
            int turn = column(asked, whole);
            String bar = " ".repeat(from) + "?".repeat(sure - from) + ".".repeat(turn - sure)
                    + "#".repeat(column(done, whole) - turn);
            boolean isBeside = done == reached;
            lines.add("%-11.11s %8s %8s %8s  %s".formatted(share.name(), length(share.deciding()), length(share.ours()),
                    length(share.aws()), isBeside ? "done beside the others" : bar).stripTrailing());
            reached = done;
        }
        lines.add("%-11s %8s %8s %8s  %s above AWS, %s with deciding".formatted("All", length(deciding), length(ours),
                length(aws), above(ours, aws), above(ours.plus(deciding), aws)));
        return lines;
    }

    private static String above(Duration other, Duration aws) {
        return aws.isZero() ? "all" : "%.1f %%".formatted(100.0 * other.toMillis() / aws.toMillis());
    }

    private static int column(long millis, long whole) {
        return (int) Math.round((double) BAR * millis / whole);
    }

    private static Duration sum(List<Share> path, Function<Share, Duration> part) {
        return path.stream().map(part).reduce(Duration.ZERO, Duration::plus);
    }

    private static String length(Duration length) {
        return Times.offset(length).substring(1);
    }
}
