package io.pilotlight.simulator.scenario;

import io.pilotlight.plan.SiteName;
import io.pilotlight.simulator.journal.JournalEvent;
import io.pilotlight.simulator.journal.JournalEvent.Notified;
import io.pilotlight.simulator.journal.JournalEvent.RowCommitted;
import io.pilotlight.simulator.promise.Advice;
import io.pilotlight.simulator.promise.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps what people are told, each with what is recorded at that moment and what serves: later both may be others. */
final class Messages implements Consumer<JournalEvent> {

    private final World world;
    private final List<Evidence.Message> sent = new ArrayList<>();
    private final Map<Class<?>, String> lastWrittenTo = new HashMap<>();

    Messages(World world) {
        this.world = world;
    }

    @Override
    public void accept(JournalEvent event) {
        if (event instanceof RowCommitted row) {
            lastWrittenTo.put(row.getClass(), row.instanceIdentifier());
        } else if (event instanceof Notified told) {
            sent.add(new Evidence.Message(told.at(), told.subject(), told.message(), serving()));
        }
    }

    private Advice.Serving serving() {
        SiteName active = world.state().activeSite();
        Set<String> instances = new HashSet<>(lastWrittenTo.values());
        world.parts().forEach(part -> instances.add(world.servingInstance(active, part)));
        return new Advice.Serving(active.name().toLowerCase(Locale.ROOT), world.region(active).name(), Set.copyOf(instances));
    }

    List<Evidence.Message> sent() {
        return List.copyOf(sent);
    }
}
