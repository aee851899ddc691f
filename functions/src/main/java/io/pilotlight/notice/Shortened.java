package io.pilotlight.notice;

import java.util.List;

/** Keeps a notice inside what a phone shows: texts and lists are cut, and the execution's page has them whole. */
final class Shortened {

    private static final int LONGEST_TEXT = 400;
    private static final int LONGEST_LIST = 3;

    private Shortened() {}

    /** Returns the text on one line, and at most 400 characters of it. */
    static String text(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_TEXT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TEXT - 3)) + "...";
    }

    /** Joins at most three, and says how many more there are. */
    static String list(List<String> items, String separator) {
        String joined = String.join(separator, items.subList(0, Math.min(LONGEST_LIST, items.size())));
        return items.size() <= LONGEST_LIST
                ? joined
                : "%s%sand %d more".formatted(joined, separator, items.size() - LONGEST_LIST);
    }
}
