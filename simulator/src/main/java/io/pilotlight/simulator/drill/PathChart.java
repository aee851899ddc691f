package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.scenario.RunResult.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shows what of an RTO AWS takes and what is ours: a row a step, on one line of time. */
final class PathChart {

    private static final int BAR = 48;

    private PathChart() {}

    /** Returns the rows; nothing for an empty path. */
    static List<String> lines(List<Share> path) {
        if (path.isEmpty()) {
            return List.of();
        }
        Duration ours = sum(path, Share::ours);
        Duration aws = sum(path, Share::aws);
        long whole = Math.max(1, ours.plus(aws).toMillis());
        List<String> lines = new ArrayList<>();
        lines.add("Of the RTO      ours      AWS  . ours, # AWS");
        long reached = 0;
        for (Share share : path) {
            long asked = reached + share.ours().toMillis();
            long done = asked + share.aws().toMillis();
            int from = column(reached, whole);
            int turn = column(asked, whole);
            String bar = " ".repeat(from) + ".".repeat(turn - from) + "#".repeat(column(done, whole) - turn);
            boolean isBeside = share.ours().isZero() && share.aws().isZero();
            lines.add("%-11.11s %8s %8s  %s".formatted(share.name(), length(share.ours()), length(share.aws()),
                    isBeside ? "done beside the others" : bar).stripTrailing());
            reached = done;
        }
        lines.add("%-11s %8s %8s  %s above what AWS takes".formatted("All", length(ours), length(aws),
                aws.isZero() ? "all" : "%.1f %%".formatted(100.0 * ours.toMillis() / aws.toMillis())));
        return lines;
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
