package io.pilotlight.simulator.cloud.api;

/**
 * One API call that goes wrong, as the function sees it after the SDK's own retries.
 *
 * @param function the calling function's logical name in the template, empty for any function
 * @param action the IAM action, such as {@code rds:CopyDBSnapshot}, empty for any call
 * @param region the Region whose API is called, empty for any
 * @param moment whether the call still takes effect
 * @param kind what the caller sees
 * @param first the number of the first matching call that fails, from 1
 * @param times how many matching calls fail from then on
 */
public record CallFault(
        String function, String action, String region, Moment moment, Kind kind, int first, int times) {

    /** When the call breaks. */
    public enum Moment {
        /** Nothing happened in AWS. */
        BEFORE_EFFECT,
        /** It happened, and the caller does not know. */
        AFTER_EFFECT
    }

    /** What the caller sees. */
    public enum Kind {
        /** The API refused the call for its rate; never has an effect. */
        THROTTLED,
        /** The API answered with a fault of its own (HTTP 500). */
        SERVER_ERROR,
        /** No answer came within the client's time-out. */
        TIMEOUT
    }

    public CallFault {
        if (moment == Moment.AFTER_EFFECT && kind == Kind.THROTTLED) {
            throw new IllegalArgumentException("a throttled call has no effect; accepted after it are SERVER_ERROR, TIMEOUT");
        }
        if (first < 1 || times < 1) {
            throw new IllegalArgumentException("first is %d and times is %d; accepted is 1 or more".formatted(first, times));
        }
    }

    /** Lets the next call of any function fail, before its effect. */
    public static CallFault before(String action, Kind kind) {
        return new CallFault("", action, "", Moment.BEFORE_EFFECT, kind, 1, 1);
    }

    /** Lets the next call of any function take effect and then look failed. */
    public static CallFault after(String action, Kind kind) {
        return new CallFault("", action, "", Moment.AFTER_EFFECT, kind, 1, 1);
    }

    /** Narrows it to one function. */
    public CallFault of(String onlyFunction) {
        return new CallFault(onlyFunction, action, region, moment, kind, first, times);
    }

    /** Narrows it to the API of one Region. */
    public CallFault in(String onlyRegion) {
        return new CallFault(function, action, onlyRegion, moment, kind, first, times);
    }

    /** Starts with the nth matching call instead of the first. */
    public CallFault fromCall(int nth) {
        return new CallFault(function, action, region, moment, kind, nth, times);
    }

    /** Lets so many matching calls fail instead of one. */
    public CallFault repeated(int count) {
        return new CallFault(function, action, region, moment, kind, first, count);
    }

    boolean matches(String caller, String calledAction, String calledRegion) {
        return (function.isEmpty() || function.equals(caller))
                && (action.isEmpty() || action.equals(calledAction))
                && (region.isEmpty() || region.equals(calledRegion));
    }
}
