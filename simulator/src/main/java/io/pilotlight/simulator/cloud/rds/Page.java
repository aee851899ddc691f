package io.pilotlight.simulator.cloud.rds;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a listing, 20 to 100 records, 100 unless asked otherwise.
 *
 * @param records the records of this page
 * @param marker what to ask the next page with, {@code null} on the last one
 */
record Page<T>(List<T> records, String marker) {

    private static final int LEAST = 20;
    private static final int MOST = 100;

    /** @param all every record, in the order of {@code name}, by which the marker goes on where a record is deleted */
    static <T> Page<T> of(List<T> all, Function<T, String> name, Integer maxRecords, String marker) {
        int size = maxRecords == null ? MOST : maxRecords;
        if (size < LEAST || size > MOST) {
            throw RdsErrors.invalidValue(
                    "Invalid value %d for MaxRecords. Must be between %d and %d".formatted(size, LEAST, MOST));
        }
        List<T> rest = all.stream().filter(record -> marker == null || name.apply(record).compareTo(marker) > 0).toList();
        return rest.size() <= size
                ? new Page<>(rest, null)
                : new Page<>(rest.subList(0, size), name.apply(rest.get(size - 1)));
    }
}
