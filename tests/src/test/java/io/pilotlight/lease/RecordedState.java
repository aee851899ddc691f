package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the state table records of one application, which tests outside of this package set as recoveries do. */
public final class RecordedState {

    public static final String INCIDENT = "20261122t000000";

    private final StateTable table;

    public RecordedState(DynamoDbClient dynamo, String table, String application) {
        this.table = new StateTable(dynamo, table, application);
    }

    public RecoveryState read() {
        return table.read();
    }

    /** Records a recovery that has ended, by its epoch, and the site that is active since. */
    public void ended(long epoch, SiteName activeSite) {
        write(new RecoveryState(activeSite, Optional.empty(), epoch, INCIDENT, Optional.empty(), false, "", Instant.EPOCH, true, ""));
    }

    /** Records a recovery that is under way, by its epoch, and whose execution holds the lease. */
    public void held(long epoch) {
        write(new RecoveryState(SiteName.PRIMARY, Optional.empty(), epoch, INCIDENT, Optional.empty(), true, "execution", Instant.MAX, true, ""));
    }

    /** Records that the newest recovery is not over, or is. */
    public void setIncidentOpen(boolean open) {
        RecoveryState now = read();
        write(new RecoveryState(now.activeSite(), now.switchingTo(), now.epoch(), now.incident(), now.movesTo(), open, now.holder(), now.expiresAt(),
                now.oldSiteFenced(), now.movedHome()));
    }

    /** Records that traffic is being moved to a site. */
    public void switching(SiteName site) {
        table.recordSwitch(read().epoch(), site, read().oldSiteFenced());
    }

    /** Records whether the site that is not active can take no more writes. */
    public void setOldSiteFenced(boolean fenced) {
        table.recordActiveSite(read().epoch(), read().activeSite(), fenced);
    }

    private void write(RecoveryState next) {
        if (!table.replace(read().epoch(), next)) {
            throw new IllegalStateException("somebody else has written " + read());
        }
        table.recordActiveSite(next.epoch(), next.activeSite(), next.oldSiteFenced());
        next.switchingTo().ifPresent(this::switching);
    }
}
