package io.pilotlight.simulator.cloud.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The words that may not be an attribute's name in an expression unless they stand behind a {@code #placeholder}.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">Reserved words</a>
 */
final class ReservedWords {

    private static final Set<String> WORDS = read();

    private ReservedWords() {}

    static boolean contain(String name) {
        return WORDS.contains(name.toUpperCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (InputStream words = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
            return Set.of(new String(words.readAllBytes(), StandardCharsets.US_ASCII).strip().split("\\s+"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
