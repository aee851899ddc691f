package io.pilotlight.scaling;

import java.util.Collections;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** A load balancer's target group with so many healthy and so many unhealthy targets. */
final class TargetGroupFake implements ElasticLoadBalancingV2Client {

    int healthy;
    int unhealthy;

    @Override
    public DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(Stream.concat(
                                Collections.nCopies(healthy, target(TargetHealthStateEnum.HEALTHY)).stream(),
                                Collections.nCopies(unhealthy, target(TargetHealthStateEnum.UNHEALTHY)).stream())
                        .toList())
                .build();
    }

    private static TargetHealthDescription target(TargetHealthStateEnum state) {
        return TargetHealthDescription.builder()
                .targetHealth(TargetHealth.builder().state(state).build())
                .build();
    }

    @Override
    public String serviceName() {
        return "elasticloadbalancing";
    }

    @Override
    public void close() {}
}
