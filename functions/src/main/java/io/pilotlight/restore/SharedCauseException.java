package io.pilotlight.restore;

import io.pilotlight.step.NeedsPersonException;
import io.pilotlight.step.OneLine;
import software.amazon.awssdk.services.rds.model.RdsException;

/** RDS refuses a restore for a reason that lies in the site, so that every recovery point shares it. */
public final class SharedCauseException extends NeedsPersonException {

    SharedCauseException(String snapshotId, RdsException refusal, String remedy) {
        super(("%s, then start again: it goes on with the same recovery point, %s. RDS restores no other one either. It "
                + "says: %s. No DB instance was made.").formatted(
                        remedy, snapshotId, OneLine.unended(refusal.getMessage())), refusal);
    }
}
