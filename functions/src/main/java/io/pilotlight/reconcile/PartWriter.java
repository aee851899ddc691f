package io.pilotlight.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Gathers the lines of one table's list, and writes a part whenever there are enough. */
final class PartWriter {

    /** Characters; small beside a function's memory, and large beside what a call of S3 costs. */
    private static final int ENOUGH = 2 * 1024 * 1024;

    private final ComparedFiles files;
    private final String table;
    private final StringBuilder lines = new StringBuilder();
    private int parts;

    /** @param parts how many were written before */
    PartWriter(ComparedFiles files, String table, int parts) {
        this.files = files;
        this.table = table;
        this.parts = parts;
    }

    /** Adds a row: as the old primary has it, and as the recovery point has it. */
    void add(String kind, Optional<ObjectNode> old, Optional<ObjectNode> used) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("kind", kind);
        old.ifPresent(row -> line.set("oldPrimary", row));
        used.ifPresent(row -> line.set("recoveryPoint", row));
        lines.append(line).append('\n');
        if (lines.length() >= ENOUGH) {
            write();
        }
    }

    /** Tells whether nothing is gathered that is not written. */
    boolean isWritten() {
        return lines.isEmpty();
    }

    int parts() {
        return parts;
    }

    /** Writes what is gathered, and returns how many parts there are. */
    int write() {
        if (!lines.isEmpty()) {
            files.write(table, ++parts, lines.toString());
            lines.setLength(0);
        }
        return parts;
    }
}
