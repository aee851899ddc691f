package io.pilotlight.simulator.drill;

import java.util.ArrayList;
import java.util.List;

/** Text in columns, for a terminal of 80. */
final class Columns {

    /** The width that everything printed keeps to. */
    static final int WIDTH = 80;

    private static final int HEADING = 11;

    private Columns() {}

    /** Puts a text behind a heading that is filled up to the width of all headings. */
    static List<String> paragraph(String heading, String text) {
        return hanging(heading.length() < HEADING ? heading + " ".repeat(HEADING - heading.length()) : heading + " ", text);
    }

    /** Breaks a text into lines of at most the given width, between words where it can, at no-break spaces never. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.strip().split("\\R", -1)) {
            wrapParagraph(paragraph, width, lines);
        }
        lines.replaceAll(line -> line.replace('\u00a0', ' '));
        return lines;
    }

    /** Puts a text behind a heading of a fixed width; its further lines are indented as far. */
    static List<String> hanging(String heading, String text) {
        String indent = " ".repeat(heading.length());
        List<String> lines = new ArrayList<>();
        for (String line : wrap(text, WIDTH - heading.length())) {
            lines.add(((lines.isEmpty() ? heading : indent) + line).stripTrailing());
        }
        return lines;
    }

    private static void wrapParagraph(String paragraph, int width, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : paragraph.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (line.length() > width) {
                lines.add(line.substring(0, width));
                line.delete(0, width);
            }
        }
        lines.add(line.toString());
    }
}
