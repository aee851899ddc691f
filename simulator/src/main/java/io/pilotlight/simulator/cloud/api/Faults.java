package io.pilotlight.simulator.cloud.api;

import io.pilotlight.simulator.cloud.api.CallFault.Kind;
import io.pilotlight.simulator.cloud.api.CallFault.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What is broken now. */
public final class Faults {

    /** The Region in which Route 53's one control plane lives. */
    public static final String ROUTE53_REGION = "us-east-1";

    private final Set<String> darkRegions = new HashSet<>();
    private final Set<String> downServices = new HashSet<>();
    private final List<Countdown> callFaults = new ArrayList<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private final Map<String, Throttling> throttled = new HashMap<>();
    private double probability;
    private SplittableRandom random = new SplittableRandom(0);

    /** Lets a whole Region go dark: no API answers, nothing in it can be reached. */
    public void darken(String region) {
        darkRegions.add(region);
        listeners.forEach(listener -> listener.accept(region));
    }

    /** Lets a dark Region come back as it was. */
    public void relight(String region) {
        darkRegions.remove(region);
        listeners.forEach(listener -> listener.accept(region));
    }

    /** Tells whether a Region is dark. */
    public boolean isDark(String region) {
        return darkRegions.contains(region);
    }

    /** Tells a listener the name of each Region that goes dark or comes back, after it did. */
    public void onRegionChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Lets the API of one service in one Region stop to answer, by its IAM prefix, such as {@code ecs}. */
    public void failService(String region, String service) {
        downServices.add(region + "/" + service);
    }

    /** Lets the API of one service in one Region answer again. */
    public void restoreService(String region, String service) {
        downServices.remove(region + "/" + service);
    }

    /** Lets Route 53's control plane stop to answer; its answers and health checks go on. */
    public void failRoute53ControlPlane() {
        failService(ROUTE53_REGION, "route53");
    }

    /** Lets Route 53's control plane answer again. */
    public void restoreRoute53ControlPlane() {
        restoreService(ROUTE53_REGION, "route53");
    }

    /** Tells whether the API of a service answers in a Region. */
    public boolean answers(String region, String service) {
        return !isDark(region) && (downServices.isEmpty() || !downServices.contains(region + "/" + service));
    }

    /** Lets one or several API calls of the functions go wrong. */
    public void fail(CallFault fault) {
        callFaults.add(new Countdown(fault));
    }

    /** Lets each API call of the functions go wrong with a probability, 0 to 1, drawn from the run's own random. */
    public void failRandomly(double callProbability, SplittableRandom source) {
        probability = probability(callProbability);
        random = source;
    }

    /** Lets every API call go right again that no other fault stops. */
    public void stopFailingRandomly() {
        probability = 0;
    }

    /**
     * Lets a service in a Region refuse each call of the functions with a probability, for its rate, until it is told
     * otherwise; what {@link #failRandomly} does goes on beside it.
     *
     * @param service its IAM prefix, such as {@code rds}
     * @param callProbability 0 to 1
     * @param source the run's own random
     */
    public void throttle(String region, String service, double callProbability, SplittableRandom source) {
        throttled.put(region + "/" + service, new Throttling(probability(callProbability), source));
    }

    /** Lets a service in a Region take calls at any rate again. */
    public void stopThrottling(String region, String service) {
        throttled.remove(region + "/" + service);
    }

    /** Counts one call of a function or of a state machine, and says how it goes wrong, if it does. */
    public Optional<CallFault> next(String caller, String action, String region) {
        Optional<CallFault> struck = Optional.empty();
        for (Countdown fault : callFaults) {
            if (fault.strikes(caller, action, region) && struck.isEmpty()) {
                struck = Optional.of(fault.fault);
            }
        }
        return struck.or(() -> throttled(action, region)).or(() -> draw(action));
    }

    private Optional<CallFault> throttled(String action, String region) {
        if (throttled.isEmpty()) {
            return Optional.empty();
        }
        Throttling throttling = throttled.get(region + "/" + action.substring(0, action.indexOf(':')));
        return throttling != null && throttling.random().nextDouble() < throttling.probability()
                ? Optional.of(CallFault.before(action, Kind.THROTTLED))
                : Optional.empty();
    }

    private static double probability(double given) {
        if (!(given >= 0 && given <= 1)) {
            throw new IllegalArgumentException("the probability is %s; accepted is 0 to 1".formatted(given));
        }
        return given;
    }

    private Optional<CallFault> draw(String action) {
        if (probability == 0 || random.nextDouble() >= probability) {
            return Optional.empty();
        }
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        boolean after = random.nextBoolean() && kind != Kind.THROTTLED;
        return Optional.of(
                new CallFault("", action, "", after ? Moment.AFTER_EFFECT : Moment.BEFORE_EFFECT, kind, 1, 1));
    }

    private record Throttling(double probability, SplittableRandom random) {}

    private static final class Countdown {

        private final CallFault fault;
        private int seen;

        Countdown(CallFault fault) {
            this.fault = fault;
        }

        boolean strikes(String caller, String action, String region) {
            if (!fault.matches(caller, action, region)) {
                return false;
            }
            seen++;
            return seen >= fault.first() && seen < fault.first() + fault.times();
        }
    }
}
