package io.pilotlight.traffic;

import io.pilotlight.scaling.FaultyCalls;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** CloudWatch, which keeps what is put. */
final class CloudWatchFake implements CloudWatchClient {

    final FaultyCalls calls = new FaultyCalls();
    final List<PutMetricDataRequest> puts = new ArrayList<>();

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        return calls.write("PutMetricData", "StandbyActive " + request.metricData().getFirst().value(), () -> {
            puts.add(request);
            return PutMetricDataResponse.builder().build();
        });
    }

    @Override
    public String serviceName() {
        return "monitoring";
    }

    @Override
    public void close() {}
}
