package io.pilotlight.restoretest;

import io.pilotlight.step.NeedsPersonException;
import java.util.List;

/** RDS refuses to delete an instance of a restore test, for a reason that calling again does not mend. */
public final class RestoreTestLeftBehindException extends NeedsPersonException {

    RestoreTestLeftBehindException(List<String> refusals) {
        super(("Instances of restore tests were left behind, and they cost money: %s. Every other one was seen to. "
                + "Mend what AWS names, or delete them by hand; it is tried again every 15 minutes.").formatted(
                String.join("; ", refusals)));
    }
}
