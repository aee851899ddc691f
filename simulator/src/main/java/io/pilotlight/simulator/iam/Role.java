package io.pilotlight.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.cloud.api.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The role of one function or state machine: what it is not allowed is denied, and a denial beats what is allowed.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class Role {

    private final List<Statement> statements;
    private final Map<String, List<Statement>> byAction = new ConcurrentHashMap<>();

    private Role(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a role's policies.
     *
     * @param owner the logical name of what has the role, for messages
     * @param policies policy documents without intrinsic functions
     * @throws IllegalArgumentException where one is not known here
     */
    public static Role of(String owner, List<JsonNode> policies) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode policy : policies) {
            JsonNode stated = policy.path("Statement");
            if (stated.isMissingNode()) {
                throw new IllegalArgumentException("%s: the policy %s is not known here; write its statements out"
                        .formatted(owner, policy));
            }
            if (stated.isArray()) {
                stated.forEach(statement -> statements.add(Statement.of(owner, statement)));
            } else {
                statements.add(Statement.of(owner, stated));
            }
        }
        return new Role(statements);
    }

    /** Tells whether the role may do this. */
    public boolean allows(Access access) {
        boolean allowed = false;
        for (Statement statement : speakingOf(access.action())) {
            if (statement.applies(access)) {
                if (!statement.allows()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    private List<Statement> speakingOf(String action) {
        return byAction.computeIfAbsent(action, asked -> statements.stream()
                .filter(statement -> statement.speaksOf(asked))
                .toList());
    }
}
