package io.pilotlight.simulator.iam;

import java.util.regex.Pattern;

/**
 * A text with IAM's wildcards: {@code *} for any characters, and {@code ?} for one. What stands before the first wildcard
 * tells most texts apart, and is compared first: it takes a fraction of what a regular expression does.
 */
final class Glob {

    private static final Pattern WILDCARD = Pattern.compile("[*?]");

    private final String begins;
    private final String rest;
    private final boolean ignoresCase;
    private final Pattern whole;

    private Glob(String text, boolean ignoresCase) {
        this.begins = WILDCARD.split(text, 2)[0];
        this.rest = text.substring(begins.length());
        this.ignoresCase = ignoresCase;
        this.whole = Pattern.compile(
                Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"),
                ignoresCase ? Pattern.CASE_INSENSITIVE : 0);
    }

    /** Actions are compared without regard to case. */
    static Glob ofAction(String text) {
        return new Glob(text, true);
    }

    static Glob of(String text) {
        return new Glob(text, false);
    }

    boolean matches(String text) {
        return text.regionMatches(ignoresCase, 0, begins, 0, begins.length()) && switch (rest) {
            case "" -> text.length() == begins.length();
            case "*" -> true;
            default -> whole.matcher(text).matches();
        };
    }
}
