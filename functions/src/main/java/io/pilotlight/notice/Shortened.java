package io.pilotlight.notice;

import io.pilotlight.step.Failure;
import io.pilotlight.step.OneLine;
import java.util.List;

/** Keeps a notice inside what a phone shows: texts and lists are cut, and the execution's page has them whole. */
final class Shortened {

    private static final int LONGEST_NAME = 48;
    private static final int LONGEST_TEXT = 100;
    private static final int LONGEST_MESSAGE = 240;
    private static final int LONGEST_LIST = 130;

    private Shortened() {}

    /** Returns the name of something that the reader need not copy. */
    static String name(String name) {
        return cut(name, LONGEST_NAME);
    }

    /** Returns a text that explains, on one line. */
    static String text(String text) {
        return cut(text, LONGEST_TEXT);
    }

    /** Returns what a notice is about, on one line: more of it than of a text that only explains. */
    static String message(String text) {
        return cut(text, LONGEST_MESSAGE);
    }

    /** Returns where something failed, how, and why. */
    static String failure(Failure failure) {
        return "%s (%s): %s".formatted(failure.step(), name(failure.name()), message(failure.message()));
    }

    /** Returns why something was not done for a service, and how it failed where it did. */
    static String failureOf(String service, Failure failure) {
        String why = "%s: %s".formatted(name(service), text(failure.message()));
        return failure.error().isEmpty() ? why : "%s (%s)".formatted(why, name(failure.name()));
    }

    /** Joins as many as fit, at least one of them, and says how many more there are. */
    static String list(List<String> items, String separator) {
        List<String> shown = fitting(items.stream().map(item -> cut(item, LONGEST_LIST)).toList(), LONGEST_LIST);
        return shown.size() == items.size()
                ? String.join(separator, shown)
                : "%s%sand %d more, in the execution".formatted(
                        String.join(separator, shown), separator, items.size() - shown.size());
    }

    /** Tells whether {@link #list} leaves some of them out. */
    static boolean isCut(List<String> items) {
        return fitting(items, LONGEST_LIST).size() < items.size();
    }

    /** Returns the first of them that have at most so many characters together, at least one where there is one. */
    static List<String> fitting(List<String> items, int characters) {
        int room = characters;
        int count = 0;
        for (String item : items) {
            room -= item.length();
            if (room < 0 && count > 0) {
                break;
            }
            count++;
        }
        return items.subList(0, count);
    }

    private static String cut(String text, int longest) {
        String line = OneLine.of(text);
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "\u2026";
    }
}
