package io.pilotlight.simulator.iam;

import java.util.regex.Pattern;

/** A text with IAM's wildcards: {@code *} for any characters, and {@code ?} for one. */
final class Glob {

    private final Pattern pattern;

    private Glob(String text, int flags) {
        this.pattern = Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), flags);
    }

    /** Actions are compared without regard to case. */
    static Glob ofAction(String text) {
        return new Glob(text, Pattern.CASE_INSENSITIVE);
    }

    static Glob of(String text) {
        return new Glob(text, 0);
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
