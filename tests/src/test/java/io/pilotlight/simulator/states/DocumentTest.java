package io.pilotlight.simulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isNeverTakenForSmallerThanItIs(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Document document = Document.of(any(random, 4));
            assertThat(document.isSurelyWithin(document.sizeBytes() - 1)).as("seed %d, %s", seed, document.json()).isFalse();
        }
    }

    @Test
    void countsEachCharacterAsIfItHadToBeEscaped() {
        assertThat(Document.of(JSON.textNode("\u0001".repeat(100))).isSurelyWithin(601)).isFalse();
        assertThat(Document.of(JSON.textNode("\u0001".repeat(100))).isSurelyWithin(1000)).isTrue();
        assertThat(Document.of(JSON.numberNode(BigInteger.TEN.pow(400))).isSurelyWithin(400)).isFalse();
    }

    private static JsonNode any(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> JSON.textNode(text(random));
            case 1 -> JSON.numberNode(random.nextLong());
            case 2 -> JSON.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(-300, 300)));
            case 3 -> JSON.nullNode();
            case 4 -> {
                ArrayNode array = JSON.arrayNode();
                random.ints(random.nextInt(5)).forEach(_ -> array.add(any(random, depth - 1)));
                yield array;
            }
            default -> {
                ObjectNode object = JSON.objectNode();
                random.ints(random.nextInt(5)).forEach(_ -> object.set(text(random), any(random, depth - 1)));
                yield object;
            }
        };
    }

    private static String text(Random random) {
        String[] some = {"a", "\"", "\n", "\u0000", "\u20ac", "\ud83d\ude00", "{% %}"};
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(12), 0, some.length).forEach(index -> text.append(some[index]));
        return text.toString();
    }
}
