package io.pilotlight.simulator.cloud.rds;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.model.Tag;

/** Something that carries tags. */
record Tagged(Supplier<List<Tag>> tags, Consumer<List<Tag>> setter) {

    static Tagged of(SimulatedInstance instance) {
        return new Tagged(() -> instance.description().tagList(),
                tags -> instance.change(builder -> builder.tagList(tags)));
    }

    static Tagged of(SimulatedSnapshot snapshot) {
        return new Tagged(() -> snapshot.description().tagList(),
                tags -> snapshot.change(builder -> builder.tagList(tags)));
    }

    List<Tag> get() {
        return tags.get();
    }

    void set(List<Tag> wanted) {
        setter.accept(wanted);
    }
}
