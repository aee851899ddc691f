package io.pilotlight.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.template.SamTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The project's own files, as they are deployed. */
final class Project {

    private static final Path ROOT = Path.of(System.getProperty("pilotlight.root"));

    private Project() {}

    static Path file(String path) {
        return ROOT.resolve(path).toAbsolutePath();
    }

    static SamTemplate template() {
        try {
            return SamTemplate.read(file("template.yaml"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads a JSON object, such as {@code events/plan.json}. */
    static ObjectNode json(String path) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(file(path).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
