package io.pilotlight.simulator.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.pilotlight.json.StrictJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what a person gives a recovery to start with; what is in it, the state machine judges itself. */
final class InputDocument {

    private InputDocument() {}

    /** @throws BadUsage where the file cannot be read or holds no JSON object */
    static JsonNode ofFile(Path file) {
        String option = "--event " + file;
        if (Files.isDirectory(file)) {
            throw new BadUsage(option + " is a folder; accepted is a file with one JSON object");
        }
        try {
            return object(option, Files.readString(file));
        } catch (NoSuchFileException _) {
            throw new BadUsage(option + " does not exist; accepted is a file with one JSON object");
        } catch (CharacterCodingException _) {
            throw new BadUsage(option + " is not UTF-8 text; accepted is a file with one JSON object");
        } catch (IOException failure) {
            throw new BadUsage("%s cannot be read (%s)".formatted(option, failure.getClass().getSimpleName()));
        }
    }

    /** @throws BadUsage where the text is no JSON object */
    static JsonNode ofText(String text) {
        return object("--input", text);
    }

    private static JsonNode object(String option, String text) {
        JsonNode document;
        try {
            document = StrictJson.mapper().readTree(text);
        } catch (MismatchedInputException _) {
            throw new BadUsage(option + " is not JSON of one object: something follows it");
        } catch (JsonProcessingException malformed) {
            throw new BadUsage("%s is %s".formatted(option, oneLine(StrictJson.explain(malformed))));
        }
        if (!document.isObject()) {
            throw new BadUsage(option + " holds no JSON object; accepted is one, such as {} or {\"reason\": \"a test\"}");
        }
        return document;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\(start marker at [^)]*\\)?[^)]*\\)", "").replaceAll("\\s+", " ").strip();
    }
}
