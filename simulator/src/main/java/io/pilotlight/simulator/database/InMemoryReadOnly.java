package io.pilotlight.simulator.database;

import io.pilotlight.restoretest.Newest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabaseUnavailableException;
import io.pilotlight.restoretest.RowKey;
import io.pilotlight.restoretest.TableShape;
import io.pilotlight.restoretest.TableShape.Column;
import io.pilotlight.restoretest.UnreadableTableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What the read-only account sees of a database in memory: the application's one table; no answer takes time. */
final class InMemoryReadOnly implements RestoredDatabase {

    private static final Column ID = new Column(VisitTable.ID, TableShape.Kind.NUMBER);
    private static final TableShape SHAPE =
            new TableShape(List.of(ID, new Column(VisitTable.VISITED_AT, TableShape.Kind.MOMENT)), List.of(ID), true);

    private final VisitLog visits;
    private final boolean hasTable;
    private final Runnable requireOpen;

    /** @param requireOpen throws {@link DatabaseUnavailable} once the connection is broken */
    InMemoryReadOnly(VisitLog visits, boolean hasTable, Runnable requireOpen) {
        this.visits = visits;
        this.hasTable = hasTable;
        this.requireOpen = requireOpen;
    }

    @Override
    public TableRead read(String schema, String table, long alreadyRead) {
        requireTable(schema, table);
        return new TableRead(visits.size(), Duration.ZERO, true);
    }

    /** A table that is not there is what the check says, and no failure of the statement: MySQL does the same. */
    @Override
    public List<String> check(String schema, String table) {
        requireAnswer();
        return isTable(schema, table) ? List.of() : List.of("Error: Table '%s.%s' doesn't exist".formatted(schema, table));
    }

    @Override
    public Optional<Newest> newest(String schema, String table, String column, Instant before) {
        requireTable(schema, table);
        if (!column.equals(VisitTable.VISITED_AT)) {
            throw new UnreadableTableException(schema, table, "there is no such column (MySQL error 1054)");
        }
        return visits.before(before).newest().map(Newest::at);
    }

    @Override
    public String checksum(String schema, String table) {
        requireTable(schema, table);
        return Long.toString(visits.checksum());
    }

    @Override
    public List<String> tables(String schema) {
        requireAnswer();
        return hasTable && schema.equals(VisitTable.SCHEMA) ? List.of(VisitTable.TABLE) : List.of();
    }

    @Override
    public TableShape shape(String schema, String table) {
        requireTable(schema, table);
        return SHAPE;
    }

    @Override
    public List<KeyedRow> keys(String schema, String table, TableShape shape, RowKey after, RowKey last, int most) {
        requireTable(schema, table);
        long least = after.isBegin() ? Long.MIN_VALUE : visit(after) + 1;
        long greatest = last.isBegin() ? Long.MAX_VALUE : visit(last);
        return visits.toSet().tailSet(least).stream()
                .takeWhile(visit -> visit <= greatest)
                .limit(most)
                .map(visit -> new KeyedRow(new RowKey(List.of(visit.toString())), visits.at(visit).toString()))
                .toList();
    }

    @Override
    public Map<RowKey, ObjectNode> rows(String schema, String table, TableShape shape, List<RowKey> keys) {
        requireTable(schema, table);
        SortedSet<Long> present = visits.toSet();
        return keys.stream().filter(key -> present.contains(visit(key))).collect(Collectors.toMap(key -> key,
                key -> JsonNodeFactory.instance.objectNode().put(VisitTable.ID, visit(key)).put(VisitTable.VISITED_AT, visits.at(visit(key)).toString())));
    }

    private static long visit(RowKey key) {
        return Long.parseLong(key.values().getFirst());
    }

    /** Does nothing: there is nothing to give back. */
    @Override
    public void close() {}

    private void requireTable(String schema, String table) {
        requireAnswer();
        if (!isTable(schema, table)) {
            throw new UnreadableTableException(schema, table, "there is no such table (MySQL error 1146)");
        }
    }

    private void requireAnswer() {
        try {
            requireOpen.run();
        } catch (DatabaseUnavailable broken) {
            throw new RestoredDatabaseUnavailableException(broken.getMessage());
        }
    }

    private boolean isTable(String schema, String table) {
        return hasTable && schema.equals(VisitTable.SCHEMA) && table.equals(VisitTable.TABLE);
    }
}
