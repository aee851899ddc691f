package io.pilotlight.simulator.cloud.api;

import java.util.List;
import java.util.Map;

/**
 * One question to IAM: whether a role may do something with one resource.
 *
 * @param action such as {@code rds:DescribeDBSnapshots}
 * @param resource the ARN, or {@code *} for an action without resource-level permissions
 * @param keys the values of the condition keys that the service fills in, such as {@code aws:TagKeys}
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">
 *     Service Authorization Reference</a>
 */
public record Access(String action, String resource, Map<String, List<String>> keys) {

    /** An action that has no resource-level permissions. */
    public static final String ANY = "*";

    /** Returns the question for a resource whose service fills in no condition key. */
    public static Access to(String action, String resource) {
        return new Access(action, resource, Map.of());
    }
}
