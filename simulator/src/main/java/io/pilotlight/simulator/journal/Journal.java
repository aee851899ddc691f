package io.pilotlight.simulator.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What happened in a run, in order; what the checkers and the report are made from. It keeps everything unless it is told
 * what of it is needed afterwards.
 */
public final class Journal {

    private final List<JournalEvent> events = new ArrayList<>();
    private final Map<Class<?>, List<JournalEvent>> byKind = new HashMap<>();
    private final List<Consumer<JournalEvent>> listeners = new ArrayList<>();
    private Predicate<JournalEvent> kept = _ -> true;

    /** Keeps of the events from now on only those that are needed afterwards; the listeners hear of all the same. */
    public void keepOnly(Predicate<JournalEvent> neededAfterwards) {
        kept = neededAfterwards;
    }

    /** Writes an event down and tells the listeners. */
    public void add(JournalEvent event) {
        if (kept.test(event)) {
            events.add(event);
            byKind.computeIfAbsent(event.getClass(), _ -> new ArrayList<>()).add(event);
            if (event instanceof JournalEvent.RowCommitted) {
                byKind.computeIfAbsent(JournalEvent.RowCommitted.class, _ -> new ArrayList<>()).add(event);
            }
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Tells a listener of every event from now on, while it happens. */
    public void listen(Consumer<JournalEvent> listener) {
        listeners.add(listener);
    }

    /** Tells of the first event from now on that is of that kind and as is asked. */
    public <E extends JournalEvent> void onFirst(Class<E> kind, Predicate<E> isMeant, Consumer<E> action) {
        boolean[] seen = new boolean[1];
        listen(event -> {
            if (!seen[0] && kind.isInstance(event) && isMeant.test(kind.cast(event))) {
                seen[0] = true;
                action.accept(kind.cast(event));
            }
        });
    }

    /** Returns every event that it kept, oldest first. */
    public List<JournalEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** Returns the kept events of one kind, which is one of the records or {@link JournalEvent.RowCommitted}, oldest first. */
    @SuppressWarnings("unchecked")
    public <E extends JournalEvent> Stream<E> of(Class<E> kind) {
        return (Stream<E>) byKind.getOrDefault(kind, List.of()).stream();
    }
}
