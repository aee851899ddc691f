package io.pilotlight.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** The calls that a fake service was asked for, and the failures that it was told to give. */
public final class FaultyCalls {

    private record Fault(String action, SdkException failure, boolean takesEffect) {}

    private final List<String> writes = new ArrayList<>();
    private final List<Fault> next = new ArrayList<>();
    private SdkException always;

    /** Fails the next call of an action; the request has no effect. */
    public void failNext(String action, SdkException failure) {
        next.add(new Fault(action, failure, false));
    }

    /** Loses the answer to the next call of an action, which takes effect all the same. */
    public void loseNextAnswer(String action) {
        next.add(new Fault(action, AwsFailures.timedOut(), true));
    }

    /** Fails every call. */
    public void failAlways(SdkException failure) {
        always = failure;
    }

    /** The changes that were asked for and took effect, in order. */
    public List<String> writes() {
        return writes;
    }

    public <T> T read(String action, Supplier<T> answer) {
        return call(action, answer);
    }

    public <T> T write(String action, String what, Supplier<T> effect) {
        return call(action, () -> {
            writes.add(what);
            return effect.get();
        });
    }

    private <T> T call(String action, Supplier<T> effect) {
        if (always != null) {
            throw always;
        }
        Fault fault = next.stream().filter(candidate -> candidate.action().equals(action)).findFirst().orElse(null);
        next.remove(fault);
        if (fault != null && !fault.takesEffect()) {
            throw fault.failure();
        }
        T answer = effect.get();
        if (fault != null) {
            throw fault.failure();
        }
        return answer;
    }
}
