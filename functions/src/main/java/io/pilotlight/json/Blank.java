package io.pilotlight.json;

import java.util.Arrays;

/**
 * Whether a text says nothing: it is empty, or nothing is seen of any of its signs.
 *
 * @see <a href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point">Code points that are not shown</a>
 */
public final class Blank {

    private static final int EMPTY_BRAILLE_PATTERN = 0x2800;

    /** Of the code points that are not shown, those whose type alone does not tell it: first and last of each range. */
    private static final int[][] NOT_SHOWN = {
        {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2065, 0x2065}, {0x3164, 0x3164},
        {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0xE0000, 0xE0FFF}
    };

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
        if (character > ' ' && character <= '~') {
            return true;
        }
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && character != EMPTY_BRAILLE_PATTERN
                && switch (Character.getType(character)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
                    default -> Arrays.stream(NOT_SHOWN).noneMatch(range -> range[0] <= character && character <= range[1]);
                };
    }
}
