package io.pilotlight.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The failures of an application's backups that go on, so that people are told of each once and not at every tick.
 *
 * @param byName what is known of each, by where it failed and how
 */
record KnownFailures(Map<String, Known> byName) {

    /** How long after people were told of a failure they are told again, if it goes on. */
    static final Duration AGAIN_AFTER = Duration.ofDays(1);

    /**
     * How long a failure must not have been seen to be over; then the same one is a new one. A copy that hangs is given
     * up, and so seen to fail, after 170 minutes.
     */
    static final Duration OVER_AFTER = Duration.ofHours(4);

    /**
     * What is known of a failure.
     *
     * @param since when it was first seen
     * @param seenAt when it was last seen
     * @param toldAt when people were last told of it, long ago where they never were
     */
    record Known(Instant since, Instant seenAt, Instant toldAt) {}

    /** Returns what is known once these have been seen, and what is over is forgotten. */
    KnownFailures seen(List<String> names, Instant now) {
        Map<String, Known> next = new TreeMap<>();
        byName.forEach((name, known) -> {
            if (known.seenAt().plus(OVER_AFTER).isAfter(now)) {
                next.put(name, known);
            }
        });
        names.forEach(name -> next.merge(name, new Known(now, now, Instant.EPOCH),
                (known, _) -> new Known(known.since(), now, known.toldAt())));
        return new KnownFailures(next);
    }

    /** Returns what is known once people have been told of these. */
    KnownFailures told(List<String> names, Instant now) {
        Map<String, Known> next = new TreeMap<>(seen(names, now).byName());
        names.forEach(name -> next.computeIfPresent(name, (_, known) -> new Known(known.since(), known.seenAt(), now)));
        return new KnownFailures(next);
    }

    /** Tells whether people have not been told of one of these yet, or for a day. */
    boolean areToBeTold(List<String> names, Instant now) {
        return names.stream().map(byName::get).anyMatch(known -> !known.toldAt().plus(AGAIN_AFTER).isAfter(now));
    }

    /** Returns when the oldest of these was first seen. */
    Instant since(List<String> names) {
        return names.stream().map(byName::get).map(Known::since).min(Comparator.naturalOrder()).orElseThrow();
    }
}
