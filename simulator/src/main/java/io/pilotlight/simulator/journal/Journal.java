package io.pilotlight.simulator.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything that happened in a run, in order; what the checkers and the report are made from. */
public final class Journal {

    private final List<JournalEvent> events = new ArrayList<>();
    private final Map<Class<?>, List<JournalEvent>> byKind = new HashMap<>();
    private final List<Consumer<JournalEvent>> listeners = new ArrayList<>();

    /** Writes an event down and tells the listeners. */
    public void add(JournalEvent event) {
        events.add(event);
        byKind.computeIfAbsent(event.getClass(), _ -> new ArrayList<>()).add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Tells a listener of every event from now on, while it happens. */
    public void listen(Consumer<JournalEvent> listener) {
        listeners.add(listener);
    }

    /** Returns every event so far, oldest first. */
    public List<JournalEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** Returns the events of one kind, which is one of the records, oldest first. */
    @SuppressWarnings("unchecked")
    public <E extends JournalEvent> Stream<E> of(Class<E> kind) {
        return (Stream<E>) byKind.getOrDefault(kind, List.of()).stream();
    }
}
