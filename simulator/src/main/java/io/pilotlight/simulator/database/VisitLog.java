package io.pilotlight.simulator.database;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The numbers of the committed visits, rising. A copy shares what is there already, because visits nearly always come in
 * rising order and then only what lies behind the copy's end is written.
 */
final class VisitLog {

    private static final int FIRST_CAPACITY = 64;

    private long[] visits;
    private int size;

    VisitLog() {
        this(new long[FIRST_CAPACITY], 0);
    }

    private VisitLog(long[] visits, int size) {
        this.visits = visits;
        this.size = size;
    }

    /** @throws DatabaseUnavailable where the visit is there already */
    void add(long visit) {
        if (visit > last()) {
            if (size == visits.length) {
                visits = Arrays.copyOf(visits, size * 2);
            }
            visits[size++] = visit;
        } else {
            insert(visit);
        }
    }

    private void insert(long visit) {
        int found = Arrays.binarySearch(visits, 0, size, visit);
        if (found >= 0) {
            throw new DatabaseUnavailable("visit %d is there already; nothing was written".formatted(visit));
        }
        int place = -found - 1;
        long[] widened = new long[size + FIRST_CAPACITY];
        System.arraycopy(visits, 0, widened, 0, place);
        widened[place] = visit;
        System.arraycopy(visits, place, widened, place + 1, size - place);
        visits = widened;
        size++;
    }

    /** Returns what is there now; it must not be written to. */
    VisitLog frozen() {
        return new VisitLog(visits, size);
    }

    /** Returns a log of its own that begins with what is there now. */
    VisitLog copy() {
        return new VisitLog(Arrays.copyOf(visits, Math.max(size, FIRST_CAPACITY)), size);
    }

    long last() {
        return size == 0 ? 0 : visits[size - 1];
    }

    int size() {
        return size;
    }

    SortedSet<Long> toSet() {
        return Arrays.stream(visits, 0, size).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
