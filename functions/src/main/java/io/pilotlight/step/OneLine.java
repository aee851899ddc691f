package io.pilotlight.step;

/** Puts a text of unknown content on one line, such as every mail and every JSON document can hold. */
public final class OneLine {

    /** It holds together what is one sign to its reader. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private OneLine() {}

    /**
     * Returns the text with one space in place of whatever spaces, line ends and control characters stand together, none
     * at its ends, and a question mark for half of a character.
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean apart = false;
        for (int at = 0, next; at < text.length(); at += Character.charCount(next)) {
            next = text.codePointAt(at);
            if (isBlank(next)) {
                apart = !line.isEmpty();
                continue;
            }
            if (apart) {
                line.append(' ');
                apart = false;
            }
            line.appendCodePoint(Character.getType(next) == Character.SURROGATE ? '?' : next);
        }
        return line.toString();
    }

    /** Returns it so that a full stop can follow. */
    public static String unended(String text) {
        String line = of(text);
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '.' || line.charAt(end - 1) == ' ')) {
            end--;
        }
        return line.substring(0, end);
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT && character != ZERO_WIDTH_JOINER;
    }
}
