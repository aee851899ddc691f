package io.pilotlight.restoretest;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The columns of a table in their order, and those of its primary key in the key's.
 *
 * @param key empty where the table has no primary key
 * @param wholeKey whether the key holds its columns whole, and not only how they begin
 */
public record TableShape(List<Column> columns, List<Column> key, boolean wholeKey) {

    public TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** A column, and how its values are kept. */
    public record Column(String name, Kind kind) {}

    /** How values are read, and whether a key of them can be given back to the server as it was read. */
    public enum Kind {
        NUMBER(true),
        MOMENT(true),
        TEXT(true),
        BYTES(true),
        /** Its text is rounded. */
        FRACTION(false),
        /** Sorts by its number, and compares by its text. */
        CHOICE(false),
        LONG_TEXT(false),
        LONG_BYTES(false),
        /** Places, vectors, bits, and whatever comes later. */
        OTHER(false);

        private final boolean isComparable;

        Kind(boolean isComparable) {
            this.isComparable = isComparable;
        }

        boolean isBytes() {
            return this == BYTES || this == LONG_BYTES || this == OTHER;
        }

        boolean isLong() {
            return this == LONG_TEXT || this == LONG_BYTES || this == OTHER;
        }

        /** @param type as {@code information_schema.columns} names it */
        static Kind of(String type) {
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" -> NUMBER;
                case "date", "datetime", "timestamp", "time", "year" -> MOMENT;
                case "char", "varchar", "uuid", "inet4", "inet6" -> TEXT;
                case "binary", "varbinary" -> BYTES;
                case "float", "double" -> FRACTION;
                case "enum", "set" -> CHOICE;
                case "tinytext", "text", "mediumtext", "longtext", "json" -> LONG_TEXT;
                case "tinyblob", "blob", "mediumblob", "longblob" -> LONG_BYTES;
                default -> OTHER;
            };
        }
    }

    /** Tells whether its rows can be gone through in the order of its key. */
    public boolean hasOrder() {
        return !key.isEmpty() && wholeKey && key.stream().allMatch(column -> column.kind().isComparable);
    }

    /** Returns the columns of the key in words, such as {@code (a, b)}. */
    public String keyInWords() {
        return key.stream().map(Column::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
