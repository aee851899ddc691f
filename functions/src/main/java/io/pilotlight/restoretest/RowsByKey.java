package io.pilotlight.restoretest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.restoretest.RestoredDatabase.KeyedRow;
import io.pilotlight.restoretest.TableShape.Column;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the rows of a table by its primary key. Every order and every comparison of keys is the server's own, by the
 * collations of the columns; only whether a key of one server is one of the other is told by its text.
 */
final class RowsByKey {

    /** What is longer is not carried whole, so that a few rows stay within a function's memory. */
    private static final int LONGEST_VALUE = 256 * 1024;

    /** Base tables, and MariaDB's with a history. */
    private static final String TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
            + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY BINARY table_name";
    private static final String COLUMNS = "SELECT column_name, data_type FROM information_schema.columns"
            + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";
    private static final String KEY = "SELECT column_name, sub_part FROM information_schema.statistics"
            + " WHERE table_schema = ? AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index";

    private final ReadOnlySession session;

    RowsByKey(ReadOnlySession session) {
        this.session = session;
    }

    List<String> tables(String schema) throws SQLException {
        return session.query(TABLES, List.of(schema), answer -> {
            List<String> names = new ArrayList<>();
            while (answer.next()) {
                names.add(answer.getString(1));
            }
            return names;
        });
    }

    TableShape shape(String schema, String table) throws SQLException {
        Map<String, Column> columns = session.query(COLUMNS, List.of(schema, table), answer -> {
            Map<String, Column> found = new LinkedHashMap<>();
            while (answer.next()) {
                found.put(answer.getString(1), new Column(answer.getString(1), TableShape.Kind.of(answer.getString(2))));
            }
            return found;
        });
        if (columns.isEmpty()) {
            throw new UnreadableTableException(schema, table, "there is no such table, or the account has no right to read it");
        }
        boolean[] whole = {true};
        List<Column> key = session.query(KEY, List.of(schema, table), answer -> {
            List<Column> found = new ArrayList<>();
            while (answer.next()) {
                found.add(columns.get(answer.getString(1)));
                whole[0] &= answer.getString(2) == null;
            }
            return found;
        });
        return new TableShape(List.copyOf(columns.values()), key, whole[0]);
    }

    List<KeyedRow> keys(String table, TableShape shape, RowKey after, RowKey last, int most) throws SQLException {
        List<Object> values = new ArrayList<>();
        String range = Stream.of(bound(shape, after, ">", ">", values), bound(shape, last, "<", "<=", values))
                .filter(condition -> !condition.isEmpty())
                .collect(Collectors.joining(" AND "));
        String order = shape.key().stream().map(column -> JdbcRestoredDatabase.quoted(column.name())).collect(Collectors.joining(", "));
        String query = "SELECT %s, %s FROM %s FORCE INDEX (PRIMARY)%s ORDER BY %s LIMIT %d".formatted(
                shape.key().stream().map(RowsByKey::read).collect(Collectors.joining(", ")), fingerprint(shape), table,
                range.isEmpty() ? "" : " WHERE " + range, order, most);
        return session.query(query, values, answer -> {
            List<KeyedRow> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(new KeyedRow(key(shape, answer), answer.getString(shape.key().size() + 1)));
            }
            return rows;
        });
    }

    Map<RowKey, ObjectNode> rows(String table, TableShape shape, List<RowKey> keys) throws SQLException {
        List<Object> values = new ArrayList<>();
        String condition = keys.stream().map(key -> is(shape, key, values)).collect(Collectors.joining(" OR "));
        List<Column> longOnes = shape.columns().stream().filter(column -> column.kind().isLong()).toList();
        String query = "SELECT %s FROM %s WHERE %s".formatted(
                Stream.of(shape.key().stream().map(RowsByKey::read), shape.columns().stream().map(RowsByKey::shortened),
                                longOnes.stream().map(column -> "LENGTH(%s)".formatted(JdbcRestoredDatabase.quoted(column.name()))))
                        .flatMap(expressions -> expressions)
                        .collect(Collectors.joining(", ")),
                table, condition);
        return session.query(query, values, answer -> {
            Map<RowKey, ObjectNode> rows = new LinkedHashMap<>();
            while (answer.next()) {
                rows.put(key(shape, answer), row(shape, longOnes, answer));
            }
            return rows;
        });
    }

    private static ObjectNode row(TableShape shape, List<Column> longOnes, ResultSet answer) throws SQLException {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        int place = shape.key().size();
        for (Column column : shape.columns()) {
            put(row, column, answer, ++place);
        }
        for (Column column : longOnes) {
            long length = answer.getLong(++place);
            if (length > LONGEST_VALUE) {
                row.putObject(column.name()).put("bytes", length);
            }
        }
        return row;
    }

    private static void put(ObjectNode row, Column column, ResultSet answer, int place) throws SQLException {
        String text = column.kind().isBytes() ? hex(answer.getBytes(place)) : answer.getString(place);
        if (text == null) {
            row.putNull(column.name());
        } else if (column.kind() == TableShape.Kind.NUMBER || column.kind() == TableShape.Kind.FRACTION) {
            row.put(column.name(), new BigDecimal(text));
        } else {
            row.put(column.name(), column.kind().isBytes() ? "0x" + text : text);
        }
    }

    /** All that a key has to be in one comparison: the first column bounds the range of the index. */
    private static String bound(TableShape shape, RowKey key, String beyond, String lastBeyond, List<Object> values) {
        if (key.isBegin()) {
            return "";
        }
        int columns = shape.key().size();
        List<String> ways = new ArrayList<>();
        List<Object> first = List.of(value(shape.key().getFirst(), key.values().getFirst()));
        values.addAll(first);
        for (int column = 0; column < columns; column++) {
            List<String> parts = new ArrayList<>();
            for (int before = 0; before < column; before++) {
                parts.add(JdbcRestoredDatabase.quoted(shape.key().get(before).name()) + " = ?");
                values.add(value(shape.key().get(before), key.values().get(before)));
            }
            parts.add("%s %s ?".formatted(JdbcRestoredDatabase.quoted(shape.key().get(column).name()),
                    column == columns - 1 ? lastBeyond : beyond));
            values.add(value(shape.key().get(column), key.values().get(column)));
            ways.add(String.join(" AND ", parts));
        }
        return "%s %s= ? AND (%s)".formatted(JdbcRestoredDatabase.quoted(shape.key().getFirst().name()), beyond,
                String.join(" OR ", ways));
    }

    private static String is(TableShape shape, RowKey key, List<Object> values) {
        return IntStream.range(0, shape.key().size())
                .mapToObj(column -> {
                    values.add(value(shape.key().get(column), key.values().get(column)));
                    return JdbcRestoredDatabase.quoted(shape.key().get(column).name()) + " = ?";
                })
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    private static Object value(Column column, String text) {
        return switch (column.kind()) {
            case NUMBER -> new BigDecimal(text);
            case BYTES -> HexFormat.of().parseHex(text);
            case MOMENT, TEXT, FRACTION, CHOICE, LONG_TEXT, LONG_BYTES, OTHER -> text;
        };
    }

    private static RowKey key(TableShape shape, ResultSet answer) throws SQLException {
        List<String> values = new ArrayList<>();
        for (Column column : shape.key()) {
            int place = values.size() + 1;
            values.add(column.kind().isBytes() ? hex(answer.getBytes(place)) : answer.getString(place));
        }
        return new RowKey(values);
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    /** A driver reads a date that is none as nothing, and a year as a date. */
    private static String read(Column column) {
        String name = JdbcRestoredDatabase.quoted(column.name());
        return switch (column.kind()) {
            case MOMENT -> "CAST(%s AS CHAR)".formatted(name);
            case CHOICE -> "CONCAT(%s)".formatted(name);
            case NUMBER, TEXT, BYTES, FRACTION, LONG_TEXT, LONG_BYTES, OTHER -> name;
        };
    }

    private static String shortened(Column column) {
        return column.kind().isLong()
                ? "IF(LENGTH(%1$s) > %2$d, NULL, %1$s)".formatted(JdbcRestoredDatabase.quoted(column.name()), LONGEST_VALUE)
                : read(column);
    }

    /** Nothing is carried but a digest, however long the values are; NULL has a mark that no digest is. */
    private static String fingerprint(TableShape shape) {
        return shape.columns().stream()
                .map(column -> "IFNULL(SHA2(%s, 256), '-')".formatted(digested(column)))
                .collect(Collectors.joining(", ", "SHA2(CONCAT(", "), 256)"));
    }

    private static String digested(Column column) {
        String name = JdbcRestoredDatabase.quoted(column.name());
        return switch (column.kind()) {
            // As text a FLOAT is rounded to fewer digits than it has.
            case FRACTION -> name + " + 0e0";
            case OTHER -> "HEX(%s)".formatted(name);
            case NUMBER, MOMENT, TEXT, BYTES, CHOICE, LONG_TEXT, LONG_BYTES -> name;
        };
    }
}
