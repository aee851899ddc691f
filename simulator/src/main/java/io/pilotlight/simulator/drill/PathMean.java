package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.scenario.RunResult.Share;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mean of the shares of many RTOs, by name, in the order in which most recoveries ask; a run without a share counts as none. */
final class PathMean {

    private static final List<String> ORDER = List.of("Alarm", "Restore", "Password", "Tasks", "Traffic", "TTL", "Rest");

    private final Map<String, Share> sums = new LinkedHashMap<>();
    private long runs;

    void add(List<Share> path) {
        if (path.isEmpty()) {
            return;
        }
        runs++;
        path.forEach(share -> sums.merge(share.name(), share, (sum, one) ->
                new Share(sum.name(), sum.deciding().plus(one.deciding()), sum.ours().plus(one.ours()), sum.aws().plus(one.aws()))));
    }

    List<Share> shares() {
        return sums.values().stream()
                .sorted(Comparator.comparingInt(sum -> ORDER.indexOf(sum.name())))
                .map(sum -> new Share(sum.name(), mean(sum.deciding()), mean(sum.ours()), mean(sum.aws())))
                .toList();
    }

    private Duration mean(Duration sum) {
        return sum.dividedBy(Math.max(1, runs));
    }
}
