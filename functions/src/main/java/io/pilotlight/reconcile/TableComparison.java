package io.pilotlight.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.restoretest.RestoredDatabase;
import io.pilotlight.restoretest.RestoredDatabase.KeyedRow;
import io.pilotlight.restoretest.RowKey;
import io.pilotlight.restoretest.TableShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the rows of one table at both databases, a range of keys at a time.
 *
 * <p>A range ends where the server says: it is what the old primary's next keys reach to, or the recovery point's where
 * those come closer together. Both are then asked for all that is in it, so that nothing depends on how a collation sorts,
 * and two keys that a collation takes for one but that are written otherwise count as one that was deleted and one that came.
 */
final class TableComparison {

    /** A key and a digest each: little memory, and an answer in a moment. */
    private static final int KEYS = 2_000;
    /** Rows are carried whole. */
    private static final int ROWS = 5;

    private final RestoredDatabase old;
    private final RestoredDatabase used;
    private final String schema;
    private final String table;
    private final TableShape shape;
    private final boolean isInRecoveryPoint;

    /** @param isInRecoveryPoint otherwise every row came after it */
    TableComparison(RestoredDatabase old, RestoredDatabase used, String schema, String table, TableShape shape, boolean isInRecoveryPoint) {
        this.old = old;
        this.used = used;
        this.schema = schema;
        this.table = table;
        this.shape = shape;
        this.isInRecoveryPoint = isInRecoveryPoint;
    }

    /**
     * What a range of keys held.
     *
     * @param last its last key; {@link RowKey#BEGIN} where the end of the table is reached
     */
    record Range(RowKey last, long onlyOld, long different, long deleted) {}

    /** Compares the range that comes after a key, and writes what differs. */
    Range compareAfter(RowKey after, PartWriter lines) {
        List<KeyedRow> here = old.keys(schema, table, shape, after, RowKey.BEGIN, KEYS);
        RowKey last = here.size() < KEYS ? RowKey.BEGIN : here.getLast().key();
        List<KeyedRow> there = isInRecoveryPoint ? used.keys(schema, table, shape, after, last, KEYS) : List.of();
        if (there.size() == KEYS) {
            last = there.getLast().key();
            here = old.keys(schema, table, shape, after, last, KEYS);
        }
        return written(here, there, last, lines);
    }

    private Range written(List<KeyedRow> here, List<KeyedRow> there, RowKey last, PartWriter lines) {
        Map<RowKey, String> fingerprints = new HashMap<>();
        there.forEach(row -> fingerprints.put(row.key(), row.fingerprint()));
        List<RowKey> onlyOld = new ArrayList<>();
        List<RowKey> different = new ArrayList<>();
        for (KeyedRow row : here) {
            String other = fingerprints.remove(row.key());
            if (other == null) {
                onlyOld.add(row.key());
            } else if (!other.equals(row.fingerprint())) {
                different.add(row.key());
            }
        }
        List<RowKey> deleted = there.stream().map(KeyedRow::key).filter(fingerprints::containsKey).toList();
        write("ONLY_OLD_PRIMARY", onlyOld, true, false, lines);
        write("DIFFERENT", different, true, true, lines);
        write("DELETED_AT_OLD_PRIMARY", deleted, false, true, lines);
        return new Range(last, onlyOld.size(), different.size(), deleted.size());
    }

    private void write(String kind, List<RowKey> keys, boolean isAtOld, boolean isInUsed, PartWriter lines) {
        for (int from = 0; from < keys.size(); from += ROWS) {
            List<RowKey> some = keys.subList(from, Math.min(from + ROWS, keys.size()));
            Map<RowKey, ObjectNode> oldRows = isAtOld ? old.rows(schema, table, shape, some) : Map.of();
            Map<RowKey, ObjectNode> usedRows = isInUsed ? used.rows(schema, table, shape, some) : Map.of();
            some.forEach(key -> lines.add(kind, Optional.ofNullable(oldRows.get(key)), Optional.ofNullable(usedRows.get(key))));
        }
    }
}
