package io.pilotlight.simulator.database;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The committed visits by their numbers, rising, each with its instant. A copy shares what is there already, because
 * visits nearly always come in rising order and then only what lies behind the copy's end is written.
 */
final class VisitLog {

    private static final int FIRST_CAPACITY = 64;

    private long[] visits;
    private long[] visitedAtMillis;
    private int size;

    VisitLog() {
        this(new long[FIRST_CAPACITY], new long[FIRST_CAPACITY], 0);
    }

    private VisitLog(long[] visits, long[] visitedAtMillis, int size) {
        this.visits = visits;
        this.visitedAtMillis = visitedAtMillis;
        this.size = size;
    }

    /**
     * Adds a visit.
     *
     * @param at kept to the second, as the table's column does
     * @throws DatabaseUnavailable where the visit is there already
     */
    void add(long visit, Instant at) {
        long second = at.truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
        if (visit > last()) {
            if (size == visits.length) {
                visits = Arrays.copyOf(visits, size * 2);
                visitedAtMillis = Arrays.copyOf(visitedAtMillis, size * 2);
            }
            visits[size] = visit;
            visitedAtMillis[size++] = second;
        } else {
            insert(visit, second);
        }
    }

    private void insert(long visit, long atMillis) {
        int found = Arrays.binarySearch(visits, 0, size, visit);
        if (found >= 0) {
            throw new DatabaseUnavailable("visit %d is there already; nothing was written".formatted(visit));
        }
        int place = -found - 1;
        visits = widened(visits, place, visit);
        visitedAtMillis = widened(visitedAtMillis, place, atMillis);
        size++;
    }

    private long[] widened(long[] values, int place, long value) {
        long[] widened = new long[size + FIRST_CAPACITY];
        System.arraycopy(values, 0, widened, 0, place);
        widened[place] = value;
        System.arraycopy(values, place, widened, place + 1, size - place);
        return widened;
    }

    /** Returns what is there now; it must not be written to. */
    VisitLog frozen() {
        return new VisitLog(visits, visitedAtMillis, size);
    }

    /** Returns a log of its own that begins with what is there now. */
    VisitLog copy() {
        int capacity = Math.max(size, FIRST_CAPACITY);
        return new VisitLog(Arrays.copyOf(visits, capacity), Arrays.copyOf(visitedAtMillis, capacity), size);
    }

    /** Returns a log of its own of the visits before an instant. */
    VisitLog before(Instant instant) {
        VisitLog earlier = new VisitLog();
        for (int visit = 0; visit < size; visit++) {
            if (visitedAtMillis[visit] < instant.toEpochMilli()) {
                earlier.add(visits[visit], Instant.ofEpochMilli(visitedAtMillis[visit]));
            }
        }
        return earlier;
    }

    long last() {
        return size == 0 ? 0 : visits[size - 1];
    }

    int size() {
        return size;
    }

    /** Returns when the newest visit was, empty where there is none. */
    Optional<Instant> newest() {
        return Arrays.stream(visitedAtMillis, 0, size).max().stream().mapToObj(Instant::ofEpochMilli).findFirst();
    }

    /** Returns when a visit was that is there. */
    Instant at(long visit) {
        return Instant.ofEpochMilli(visitedAtMillis[Arrays.binarySearch(visits, 0, size, visit)]);
    }

    /** Counts the visits of a day, in UTC. */
    long countOn(LocalDate day) {
        long begins = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        long ends = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        long count = 0;
        for (int visit = 0; visit < size; visit++) {
            count += begins <= visitedAtMillis[visit] && visitedAtMillis[visit] < ends ? 1 : 0;
        }
        return count;
    }

    /** Returns a number that any other visit, or another instant of one, changes. */
    long checksum() {
        long checksum = 1;
        for (int visit = 0; visit < size; visit++) {
            checksum = (checksum * 31 + visits[visit]) * 31 + visitedAtMillis[visit];
        }
        return checksum & 0xFFFFFFFFL;
    }

    SortedSet<Long> toSet() {
        return Arrays.stream(visits, 0, size).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
