package io.pilotlight.traffic;

import io.pilotlight.json.MayBeEmpty;
import io.pilotlight.step.Status;
import io.pilotlight.step.StepHandler;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks DNS, as a client would, whether the public name answers with the load balancer's addresses and no other.
 *
 * <p>DNS answers with eight of a load balancer's addresses at most, and with others the next time: they are gathered
 * over the looks, so that an answer is not taken for a wrong one because one look saw only some.
 *
 * <p>Which of two load balancers the name leads to is told by an address that the other does not have: what both have, as
 * behind one accelerator, proves nothing.
 *
 * <p>Makes no AWS call and changes nothing. A name that does not resolve yet is waited for: DNS is given time until the
 * state machine's deadline.
 */
public final class CheckAnswerHandler extends StepHandler<CheckAnswerHandler.Input, CheckAnswerHandler.Result> {

    /**
     * @param name the public name
     * @param loadBalancerDnsName the load balancer whose addresses the public name must answer with
     * @param otherLoadBalancerDnsName the other site's load balancer, empty where it is not asked about
     * @param known the load balancer's addresses that earlier looks have seen
     */
    public record Input(
            String name, String loadBalancerDnsName, @MayBeEmpty String otherLoadBalancerDnsName, List<String> known) {}

    /**
     * @param status {@code DONE} once the public name answers with the load balancer's addresses and no other
     * @param answer the addresses that the public name answers with, sorted
     * @param known the load balancer's addresses that this look and earlier ones have seen, sorted
     * @param leadsTo which load balancer one address at least of the answer is of, and not of the other
     */
    public record Result(Status status, String reason, List<String> answer, List<String> known, LeadsTo leadsTo) {}

    /** Where a public name leads. */
    public enum LeadsTo {
        LOAD_BALANCER,
        OTHER,
        UNKNOWN
    }

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
        SortedSet<String> known = new TreeSet<>(input.known());
        SortedSet<String> answer;
        try {
            answer = resolver.addresses(input.name());
        } catch (UnknownHostException _) {
            return waiting("%s has no answer yet".formatted(input.name()), new TreeSet<>(), known, LeadsTo.UNKNOWN);
        }
        SortedSet<String> other = otherAddresses(input);
        try {
            known.addAll(resolver.addresses(input.loadBalancerDnsName()));
        } catch (UnknownHostException _) {
            return waiting("the load balancer's own name %s does not resolve".formatted(input.loadBalancerDnsName()),
                    answer, known, leadsTo(answer, known, other));
        }
        return compare(input, answer, known, leadsTo(answer, known, other));
    }

    /** A load balancer that does not resolve, because it was deleted, has no address. */
    private SortedSet<String> otherAddresses(Input input) {
        try {
            return input.otherLoadBalancerDnsName().isEmpty()
                    ? new TreeSet<>() : resolver.addresses(input.otherLoadBalancerDnsName());
        } catch (UnknownHostException _) {
            return new TreeSet<>();
        }
    }

    private static LeadsTo leadsTo(Set<String> answer, Set<String> known, Set<String> other) {
        if (answer.stream().anyMatch(address -> known.contains(address) && !other.contains(address))) {
            return LeadsTo.LOAD_BALANCER;
        }
        return answer.stream().anyMatch(address -> other.contains(address) && !known.contains(address))
                ? LeadsTo.OTHER : LeadsTo.UNKNOWN;
    }

    private static Result compare(Input input, SortedSet<String> answer, SortedSet<String> known, LeadsTo leadsTo) {
        boolean arrived = !answer.isEmpty() && known.containsAll(answer);
        return arrived
                ? new Result(Status.DONE, "%s answers with addresses of %s".formatted(
                        input.name(), input.loadBalancerDnsName()), List.copyOf(answer), List.copyOf(known), leadsTo)
                : waiting("%s answers %s; %s has %s".formatted(
                        input.name(), answer, input.loadBalancerDnsName(), known), answer, known, leadsTo);
    }

    private static Result waiting(String reason, SortedSet<String> answer, SortedSet<String> known, LeadsTo leadsTo) {
        return new Result(Status.IN_PROGRESS, reason, List.copyOf(answer), List.copyOf(known), leadsTo);
    }
}
