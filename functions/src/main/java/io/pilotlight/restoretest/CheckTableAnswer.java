package io.pilotlight.restoretest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code CHECK TABLE} answers: lines of which the last one, a {@code status}, is {@code OK} for a sound table. Of a
 * table whose engine does not check, it says so in a note, and nothing else.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/check-table.html">CHECK TABLE</a>
 */
final class CheckTableAnswer {

    private static final int MOST_LINES = 10;

    private CheckTableAnswer() {}

    /** Returns the lines that speak against the table, some of them where there are many; empty for a sound one. */
    static List<String> against(ResultSet rows) throws SQLException {
        List<String> against = new ArrayList<>();
        boolean sound = false;
        while (rows.next()) {
            Line line = new Line(rows.getString("Msg_type"), rows.getString("Msg_text"));
            sound = line.saysSound() || line.isRemark();
            if (line.speaksAgainst() && against.size() < MOST_LINES) {
                against.add(line.toString());
            }
        }
        if (!sound && against.isEmpty()) {
            against.add("it did not end with 'OK'");
        }
        return List.copyOf(against);
    }

    private record Line(String type, String text) {

        boolean saysSound() {
            return "status".equalsIgnoreCase(type)
                    && ("OK".equalsIgnoreCase(text) || "Table is already up to date".equalsIgnoreCase(text));
        }

        boolean speaksAgainst() {
            return !saysSound() && !isRemark();
        }

        boolean isRemark() {
            return "note".equalsIgnoreCase(type) || "info".equalsIgnoreCase(type);
        }

        @Override
        public String toString() {
            return type + ": " + text;
        }
    }
}
