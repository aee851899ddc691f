package io.pilotlight.notice;

/**
 * What a mail looks like on a phone: about 42 characters a line and 20 lines a screen, at the usual size of its letters.
 * A command and an address are copied or touched and not read: they do not count.
 */
final class Phone {

    private static final int COLUMNS = 42;
    private static final int LINES = 20;

    private Phone() {}

    /** Tells how many screens have to be read. */
    static double screens(String body) {
        return (double) body.lines().filter(line -> !isCopied(line)).mapToInt(Phone::lines).sum() / LINES;
    }

    private static boolean isCopied(String line) {
        return line.startsWith("aws ") || line.startsWith("https://");
    }

    private static int lines(String paragraph) {
        return (paragraph.codePointCount(0, paragraph.length()) + COLUMNS - 1) / COLUMNS;
    }
}
