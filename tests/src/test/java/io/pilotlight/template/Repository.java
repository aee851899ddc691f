package io.pilotlight.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.json.StrictJson;
import io.pilotlight.simulator.template.SamTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository that are deployed as they are. */
final class Repository {

    private static final Path ROOT = Path.of(System.getProperty("pilotlight.root"));

    private Repository() {}

    static String text(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static SamTemplate template() {
        return template("template.yaml");
    }

    static SamTemplate template(String path) {
        try {
            return SamTemplate.read(ROOT.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode json(String path) {
        try {
            return StrictJson.mapper().readValue(text(path), new TypeReference<JsonNode>() {});
        } catch (IOException malformed) {
            throw new UncheckedIOException(path, malformed);
        }
    }

    /** Returns the names of a folder's files that end so, sorted. */
    static List<String> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
