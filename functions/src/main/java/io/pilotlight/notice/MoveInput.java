package io.pilotlight.notice;

import io.pilotlight.plan.SiteName;

/** What a person starts a planned move with. */
final class MoveInput {

    private MoveInput() {}

    /** Returns the input that moves the application to a site. */
    static String to(SiteName target) {
        return switch (target) {
            case PRIMARY -> "{}";
            case STANDBY -> "{\"to\": \"STANDBY\", \"reason\": \"...\"}";
        };
    }
}
