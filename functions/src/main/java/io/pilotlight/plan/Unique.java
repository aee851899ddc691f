package io.pilotlight.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Refuses a list that names the same thing twice. */
final class Unique {

    private Unique() {}

    static <T> void names(String field, List<T> values, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T value : values) {
            if (!seen.add(name.apply(value))) {
                throw new IllegalArgumentException(
                        "%s names '%s' twice; accepted is each name once".formatted(field, name.apply(value)));
            }
        }
    }
}
