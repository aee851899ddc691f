package io.pilotlight.simulator.drill;

import io.pilotlight.simulator.drill.Palette.Tone;

/**
 * Something worth saying about a run.
 *
 * @param label what it is about, in one word or two
 * @param subject what it is about, exactly; empty where it is to be said whatever was said before
 * @param state of one subject, it is said again only once this is another
 */
record Saying(String label, String subject, String state, String text, Tone tone) {

    static Saying always(String label, String text, Tone tone) {
        return new Saying(label, "", "", text, tone);
    }

    static Saying onChange(String label, String subject, String text, Tone tone) {
        return onChange(label, subject, text, text, tone);
    }

    static Saying onChange(String label, String subject, String state, String text, Tone tone) {
        return new Saying(label, label + "/" + subject, state, text, tone);
    }
}
