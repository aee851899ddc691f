package io.pilotlight.restore;

import io.pilotlight.step.NeedsPersonException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** RDS refuses a restore for a reason that lies in the site, so that every recovery point shares it. */
public final class SharedCauseException extends NeedsPersonException {

    SharedCauseException(String snapshotId, RdsException refusal, String remedy) {
        super(("%s was not restored, nor would an older recovery point be: %s. %s, then start again: it goes on with the "
                + "same recovery point. No DB instance was made.").formatted(
                        snapshotId, refusal.getMessage().replaceFirst("[.\\s]+$", ""), remedy), refusal);
    }
}
