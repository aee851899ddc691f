package io.pilotlight.notice;

import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody changed what is saved of the services.
 *
 * @param files the keys of the files
 * @param bucket where they are
 */
record ConfigurationChanged(List<String> files, String bucket) implements Notice {

    @Override
    public String headline(Setting setting) {
        return "a saved configuration was changed by hand";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                "Somebody changed what is saved of the services: %s in the bucket %s (%s). The backup goes on."
                        .formatted(
                                Shortened.list(files, ", "),
                                Shortened.text(bucket),
                                setting.execution().region()),
                "The file holds again what runs at the active site. What was there before is its previous version in"
                        + " the bucket, kept for 30 days.",
                "What to do: if the change was meant, make it to the service itself, from which it is saved. If not,"
                        + " find out who may write to the bucket.",
                setting.active());
    }
}
