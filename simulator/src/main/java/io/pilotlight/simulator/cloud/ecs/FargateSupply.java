package io.pilotlight.simulator.cloud.ecs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;

/**
 * How many more tasks Fargate can place in a Region, all of it or a subnet's zone: as many as are asked for, unless a
 * scenario says otherwise.
 */
public final class FargateSupply {

    private static final int PLENTY = Integer.MAX_VALUE;

    private final Map<String, Integer> roomBySubnet = new HashMap<>();
    private int room = PLENTY;

    /** Lets so many more tasks be placed in the whole Region, and no more. */
    public void leave(int tasks) {
        room = tasks;
    }

    /** Lets so many more tasks be placed in the zone of a subnet, and no more. */
    public void leave(int tasks, String subnet) {
        roomBySubnet.put(subnet, tasks);
    }

    /** Has plenty again, everywhere. */
    public void restore() {
        room = PLENTY;
        roomBySubnet.clear();
    }

    /** Takes room for one task in one of the subnets, and tells whether there was any. */
    boolean take(NetworkConfiguration network) {
        if (room == 0) {
            return false;
        }
        List<String> subnets =
                network == null || network.awsvpcConfiguration() == null ? List.of() : network.awsvpcConfiguration().subnets();
        boolean isTaken = subnets.isEmpty() || subnets.stream().filter(this::takeIn).findFirst().isPresent();
        if (isTaken && room != PLENTY) {
            room--;
        }
        return isTaken;
    }

    private boolean takeIn(String subnet) {
        int left = roomBySubnet.getOrDefault(subnet, PLENTY);
        if (left != PLENTY && left > 0) {
            roomBySubnet.put(subnet, left - 1);
        }
        return left > 0;
    }
}
