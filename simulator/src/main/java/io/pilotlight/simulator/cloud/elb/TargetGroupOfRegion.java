package io.pilotlight.simulator.cloud.elb;

import io.pilotlight.health.HttpProbe;
import io.pilotlight.simulator.cloud.api.CloudContext;
import io.pilotlight.simulator.journal.JournalEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** A target group: checks its targets on the timeline and chooses among them for each request. */
final class TargetGroupOfRegion {

    private final CloudContext context;
    private final String region;
    private final TargetGroup description;
    private final HealthCheck check;
    private final TargetNetwork network;
    private final TargetListener listener;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private Duration deregistrationDelay = Duration.ofSeconds(300);
    private boolean inUse;
    private int turn;

    TargetGroupOfRegion(
            CloudContext context, String region, TargetGroup description, HealthCheck check, TargetNetwork network,
            TargetListener listener) {
        this.context = context;
        this.region = region;
        this.description = description;
        this.check = check;
        this.network = network;
        this.listener = listener;
    }

    String arn() {
        return description.targetGroupArn();
    }

    TargetGroup description() {
        return description;
    }

    void use() {
        inUse = true;
    }

    void setDeregistrationDelay(Duration delay) {
        deregistrationDelay = delay;
    }

    /** Registers a target; one that is registered already stays as it is, one that drains is taken back. */
    void register(String address, Integer port) {
        Target known = targets.get(address);
        if (known == null || known.isDraining()) {
            Target target = new Target(address, port == null ? description.port() : port);
            targets.put(address, target);
            context.timeline().after(context.latencies().targetHealth(check.interval(), 1), () -> check(target));
        }
    }

    void deregister(String address) {
        Target target = targets.get(address);
        if (target == null || target.isDraining()) {
            return;
        }
        target.drain();
        listener.healthChanged(arn(), address, target.state(), target.description());
        context.timeline().after(context.latencies().connectionDraining(deregistrationDelay), () -> {
            if (targets.remove(address, target)) {
                listener.healthChanged(arn(), address, TargetHealthStateEnum.UNUSED, "Target is not registered");
            }
        });
    }

    List<TargetHealthDescription> describe() {
        return targets.values().stream().map(target -> target.describe(inUse)).toList();
    }

    boolean hasHealthyTarget() {
        return targets.values().stream().anyMatch(target -> target.state() == TargetHealthStateEnum.HEALTHY);
    }

    boolean isHealthy(String address) {
        return targets.containsKey(address) && targets.get(address).state() == TargetHealthStateEnum.HEALTHY;
    }

    /**
     * Chooses the target for a request: the healthy ones take turns; where there are none, the unhealthy ones do.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html">If
     *     a target group contains only unhealthy registered targets, requests are routed to all of them</a>
     */
    Optional<String> choose() {
        List<Target> chosen = in(TargetHealthStateEnum.HEALTHY);
        if (chosen.isEmpty()) {
            chosen = in(TargetHealthStateEnum.UNHEALTHY);
        }
        return chosen.isEmpty()
                ? Optional.empty() : Optional.of(chosen.get(Math.floorMod(turn++, chosen.size())).address());
    }

    private List<Target> in(TargetHealthStateEnum state) {
        return targets.values().stream().filter(target -> target.state() == state).toList();
    }

    private void check(Target target) {
        if (targets.get(target.address()) != target || target.isDraining()) {
            return;
        }
        if (inUse && !context.faults().isDark(region)) {
            TargetHealthStateEnum before = target.state();
            probe(target);
            if (target.state() != before) {
                listener.healthChanged(arn(), target.address(), target.state(), target.description());
                context.journal().add(new JournalEvent.WorkDone(
                        context.timeline().now(), region, target.state().toString(), target.address()));
            }
        }
        context.timeline().after(check.interval(), () -> check(target));
    }

    private void probe(Target target) {
        Optional<HttpProbe.Answer> answer = Targets.get(network, target.address(), check.path());
        if (answer.isEmpty()) {
            target.failed(check, TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS, "Health checks failed");
        } else if (check.accepts(answer.get().status())) {
            target.passed(check);
        } else {
            target.failed(check, TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH,
                    "Health checks failed with these codes: [%d]".formatted(answer.get().status()));
        }
    }
}
