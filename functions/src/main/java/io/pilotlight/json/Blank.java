package io.pilotlight.json;

/** Whether a text says nothing: it is empty, or all of its signs are spaces, line ends, or have no width. */
public final class Blank {

    private Blank() {}

    /** Tells whether nothing in the text can be seen; a space that does not break is pasted as easily as any other. */
    public static boolean is(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (isVisible(text.codePointAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(int character) {
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.FORMAT;
    }
}
