package io.pilotlight.simulator.cloud.api;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;

/**
 * A simulated service that knows what IAM is asked for its requests. Of one that does not, every action is asked for
 * {@code *}.
 */
public interface Guarded {

    /**
     * Returns what IAM is asked before a request is carried out; all of it must be allowed.
     *
     * @param action the request's own IAM action, such as {@code rds:CopyDBSnapshot}
     */
    List<Access> accesses(String action, SdkRequest request);
}
