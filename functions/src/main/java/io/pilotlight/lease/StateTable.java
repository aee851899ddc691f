package io.pilotlight.lease;

import io.pilotlight.plan.SiteName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The state of each application's recoveries, one DynamoDB item each, changed only by conditional writes, so that two
 * executions can never both believe that they hold the lease.
 *
 * <p>Makes the calls {@code dynamodb:GetItem} (strongly consistent) and {@code dynamodb:UpdateItem}.
 *
 * @see <a href="https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html">Fencing tokens</a>
 */
public final class StateTable {

    private static final String FREE = "SET holder = :holder, expiresAt = :expiresAt, incidentOpen = :incidentOpen";

    private final StateItem item;
    private final String application;

    public StateTable(DynamoDbClient dynamo, String table, String application) {
        this.item = new StateItem(dynamo, table, application);
        this.application = application;
    }

    /** Reads the state; {@link RecoveryState#INITIAL} where nothing was recorded yet. */
    public RecoveryState read() {
        return find().orElse(RecoveryState.INITIAL);
    }

    /**
     * Reads to which site traffic is led; empty where no recovery has moved it or seen a site serve, under this
     * application's name: whoever took the lease alone has not.
     */
    public Optional<SiteName> findTrafficSite() {
        Map<String, AttributeValue> recorded = item.read();
        return site(recorded, "switchingTo").or(() -> site(recorded, "activeSite"));
    }

    private Optional<RecoveryState> find() {
        Map<String, AttributeValue> recorded = item.read();
        return recorded.isEmpty() ? Optional.empty() : Optional.of(state(recorded));
    }

    private static RecoveryState state(Map<String, AttributeValue> recorded) {
        return new RecoveryState(
                site(recorded, "activeSite").orElse(SiteName.PRIMARY),
                site(recorded, "switchingTo"),
                Long.parseLong(recorded.get("epoch").n()),
                recorded.get("incident").s(),
                site(recorded, "movesTo"),
                recorded.get("incidentOpen").bool(),
                recorded.get("holder").s(),
                Instant.parse(recorded.get("expiresAt").s()),
                recorded.get("oldSiteFenced").bool(),
                recorded.getOrDefault("movedHome", text("")).s());
    }

    private static Optional<SiteName> site(Map<String, AttributeValue> recorded, String name) {
        return Optional.ofNullable(recorded.get(name))
                .map(AttributeValue::s).filter(site -> !site.isEmpty()).map(SiteName::valueOf);
    }

    /**
     * Writes the state, if the recorded epoch is still the one that was read; which site is active, and to which traffic
     * is moved, stays as it is, because who takes the lease has seen neither.
     *
     * @return whether it was written; {@code false} where another execution was faster
     */
    boolean replace(long epochRead, RecoveryState next) {
        Map<String, AttributeValue> values = Map.of(
                ":epoch", number(next.epoch()),
                ":incident", text(next.incident()),
                ":movesTo", site(next.movesTo()),
                ":incidentOpen", flag(next.incidentOpen()),
                ":holder", text(next.holder()),
                ":expiresAt", text(next.expiresAt().toString()),
                ":oldSiteFenced", flag(next.oldSiteFenced()),
                ":epochRead", number(epochRead));
        return item.update(
                "SET epoch = :epoch, incident = :incident, movesTo = :movesTo, incidentOpen = :incidentOpen,"
                        + " holder = :holder, expiresAt = :expiresAt, oldSiteFenced = :oldSiteFenced",
                epochRead == 0 ? "attribute_not_exists(epoch) OR epoch = :epochRead" : "epoch = :epochRead",
                values);
    }

    /** Frees the lease that was acquired with this epoch; {@code false} where a newer recovery holds it. */
    boolean release(long epoch, boolean incidentOpen) {
        return item.update(FREE, "epoch = :epoch", free(epoch, incidentOpen));
    }

    /**
     * Frees the lease, closes the incident, and records that a site is active and that no traffic is being moved;
     * {@code false} where a newer recovery holds the lease.
     */
    boolean releaseServedBy(SiteName activeSite, long epoch) {
        Map<String, AttributeValue> values = new HashMap<>(free(epoch, false));
        values.put(":activeSite", text(activeSite.name()));
        values.put(":switchingTo", site(Optional.empty()));
        values.put(":oldSiteFenced", flag(true));
        return item.update(
                FREE + ", activeSite = :activeSite, switchingTo = :switchingTo, oldSiteFenced = :oldSiteFenced",
                "epoch = :epoch",
                values);
    }

    private static Map<String, AttributeValue> free(long epoch, boolean incidentOpen) {
        return Map.of(
                ":holder", text(""),
                ":expiresAt", text(Instant.EPOCH.toString()),
                ":incidentOpen", flag(incidentOpen),
                ":epoch", number(epoch));
    }

    /**
     * Records that traffic is being moved to a site, before any visitor can reach it, and whether the site that it
     * leaves can take no more writes; again does no harm.
     *
     * @throws LeaseLostException where a newer recovery has taken over
     */
    public void recordSwitch(long epoch, SiteName switchingTo, boolean oldSiteFenced) {
        require(epoch, item.update(
                "SET switchingTo = :switchingTo, oldSiteFenced = :oldSiteFenced", "epoch = :epoch", Map.of(
                        ":switchingTo", site(Optional.of(switchingTo)),
                        ":oldSiteFenced", flag(oldSiteFenced),
                        ":epoch", number(epoch))));
    }

    /**
     * Records which site is active, under the epoch of the recovery that has seen it serve, and that no traffic is
     * being moved; again does no harm.
     *
     * @param oldSiteFenced whether the other site can take no more writes
     * @throws LeaseLostException where a newer recovery has taken over
     */
    public void recordActiveSite(long epoch, SiteName activeSite, boolean oldSiteFenced) {
        RecoveryState state = requireNewest(epoch);
        boolean comesHome = activeSite == SiteName.PRIMARY && state.movesTo().filter(activeSite::equals).isPresent();
        require(epoch, item.update(
                "SET activeSite = :activeSite, switchingTo = :switchingTo, oldSiteFenced = :oldSiteFenced, movedHome = :movedHome",
                "epoch = :epoch",
                Map.of(
                        ":movedHome", text(comesHome ? state.incident() : activeSite == SiteName.PRIMARY ? state.movedHome() : ""),
                        ":activeSite", text(activeSite.name()),
                        ":switchingTo", site(Optional.empty()),
                        ":oldSiteFenced", flag(oldSiteFenced),
                        ":epoch", number(epoch))));
    }

    private void require(long epoch, boolean held) {
        if (!held) {
            throw new LeaseLostException(application, epoch);
        }
    }

    /**
     * Reads what is recorded, for a recovery with this epoch that is the newest; it may have given its lease back.
     *
     * @throws LeaseLostException where a newer recovery has taken over
     */
    public RecoveryState requireNewest(long epoch) {
        RecoveryState state = read();
        require(epoch, state.epoch() == epoch);
        return state;
    }

    /**
     * Reads what is recorded, for a recovery with this epoch that still holds its lease.
     *
     * @throws LeaseLostException where a newer recovery has taken over, or nobody holds the lease
     */
    public RecoveryState requireHeld(long epoch) {
        RecoveryState state = read();
        require(epoch, state.epoch() == epoch && !state.holder().isEmpty());
        return state;
    }

    private static AttributeValue site(Optional<SiteName> site) {
        return text(site.map(SiteName::name).orElse(""));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue flag(boolean value) {
        return AttributeValue.fromBool(value);
    }
}
