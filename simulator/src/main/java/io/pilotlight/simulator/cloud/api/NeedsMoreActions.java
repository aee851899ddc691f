package io.pilotlight.simulator.cloud.api;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;

/** A simulated service of which some requests need more permissions than the action of their own name. */
public interface NeedsMoreActions {

    /**
     * Returns the IAM actions that a request needs besides its own.
     *
     * @param action the request's own IAM action, such as {@code rds:CopyDBSnapshot}
     */
    List<String> moreActions(String action, SdkRequest request);
}
