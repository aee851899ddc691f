package io.pilotlight.traffic;

import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.net.UnknownHostException;
import java.util.List;
import java.util.SortedSet;

/**
 * Asks DNS, as a client would, whether the public name answers with the load balancer's addresses and no other.
 *
 * <p>Makes no AWS call and changes nothing. A name that does not resolve yet is waited for: DNS is given time until the
 * state machine's deadline.
 */
public final class CheckAnswerHandler extends StepHandler<CheckAnswerHandler.Input, CheckAnswerHandler.Result> {

    /**
     * @param name the public name
     * @param loadBalancerDnsName the load balancer whose addresses the public name must answer with
     */
    public record Input(String name, String loadBalancerDnsName) {}

    /**
     * @param status {@code DONE} once the public name answers with the load balancer's addresses and no other
     * @param answer the addresses that the public name answers with, sorted
     */
    public record Result(Status status, String reason, List<String> answer) {}

    private final NameResolver resolver;

    /** Used by Lambda. */
    public CheckAnswerHandler() {
        this(new SystemNameResolver());
    }

    public CheckAnswerHandler(NameResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    protected Result step(Input input) {
        SortedSet<String> answer;
        try {
            answer = resolver.addresses(input.name());
        } catch (UnknownHostException _) {
            return waiting("%s has no answer yet".formatted(input.name()), List.of());
        }
        SortedSet<String> wanted;
        try {
            wanted = resolver.addresses(input.loadBalancerDnsName());
        } catch (UnknownHostException _) {
            return waiting("the load balancer's own name %s does not resolve".formatted(input.loadBalancerDnsName()),
                    List.copyOf(answer));
        }
        return compare(input, answer, wanted);
    }

    private static Result compare(
            Input input, SortedSet<String> answer, SortedSet<String> wanted) {
        boolean arrived = !answer.isEmpty() && wanted.containsAll(answer);
        return arrived
                ? new Result(Status.DONE, "%s answers with addresses of %s".formatted(
                        input.name(), input.loadBalancerDnsName()), List.copyOf(answer))
                : waiting("%s answers %s; %s has %s".formatted(
                        input.name(), answer, input.loadBalancerDnsName(), wanted), List.copyOf(answer));
    }

    private static Result waiting(String reason, List<String> answer) {
        return new Result(Status.IN_PROGRESS, reason, answer);
    }
}
