package io.pilotlight.notice;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.plan.SiteName;
import java.util.stream.Stream;

/**
 * A planned move was not begun, and nothing was touched.
 *
 * @param target the site that it was to make active
 * @param detail what was found, and what to do
 * @param reason why it was started
 */
record MoveRefused(SiteName target, String detail, @MayBeEmpty String reason) implements Notice {

    @Override
    public String headline(Setting setting) {
        return "no move was made";
    }

    @Override
    public Stream<String> lines(Setting setting) {
        return Stream.of(
                Shortened.message(detail) + " Nothing was touched.",
                setting.active(),
                "Why it was started: " + Shortened.text(reason));
    }
}
