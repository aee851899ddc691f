package io.pilotlight.simulator.drill;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds from the first to the last, both of them included. */
record SeedRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})-(\\d{1,15})");
    private static final long MOST = 1_000_000;
    private static final String ACCEPTED = "accepted is FIRST-LAST, such as 1-1000, with at most 1,000,000 seeds";

    /** @throws BadUsage where the text is no range, is empty or is too wide */
    static SeedRange parse(String text) {
        Matcher range = FORM.matcher(text);
        if (!range.matches()) {
            throw new BadUsage("--seeds '%s' is no range of seeds; %s".formatted(text, ACCEPTED));
        }
        SeedRange seeds = new SeedRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
        if (seeds.count() < 1) {
            throw new BadUsage("--seeds %s ends before it begins; %s".formatted(text, ACCEPTED));
        }
        if (seeds.count() > MOST) {
            throw new BadUsage("--seeds %s is too many; %s".formatted(text, ACCEPTED));
        }
        return seeds;
    }

    long count() {
        return last - first + 1;
    }
}
