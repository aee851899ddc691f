package io.pilotlight.restoretest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * The primary key of a row: the text of each of its columns, bytes as hexadecimal digits.
 *
 * @param values written with a mark before each, because a key may be an empty text
 */
public record RowKey(List<String> values) {

    private static final String MARK = "=";

    /** What stands before every row. */
    public static final RowKey BEGIN = new RowKey(List.of());

    public RowKey {
        values = List.copyOf(values);
    }

    /** Returns whether it stands before every row. */
    public boolean isBegin() {
        return values.isEmpty();
    }

    @JsonCreator
    static RowKey read(List<String> marked) {
        return new RowKey(marked.stream().map(value -> value.substring(MARK.length())).toList());
    }

    @JsonValue
    List<String> written() {
        return values.stream().map(MARK::concat).toList();
    }
}
