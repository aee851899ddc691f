package io.pilotlight.simulator.drill;

import java.util.Map;

/** Colours where a terminal shows them, and none anywhere else. */
enum Palette {
    PLAIN,
    COLOURED;

    private static final String RESET = "\u001b[0m";

    /**
     * Chooses by what the output is.
     *
     * @param environment a {@code NO_COLOR} that is not empty turns colours off
     * @see <a href="https://no-color.org">NO_COLOR</a>
     */
    static Palette of(boolean terminal, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return terminal && !refused ? COLOURED : PLAIN;
    }

    String paint(Tone tone, String text) {
        return this == PLAIN || tone == Tone.NEUTRAL ? text : tone.code + text + RESET;
    }

    /** What a text means. */
    enum Tone {
        NEUTRAL(""),
        GOOD("\u001b[32m"),
        BAD("\u001b[31m"),
        NOTABLE("\u001b[1m");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }
}
