package io.pilotlight.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** ECS with one cluster and one service in it, whose tasks start and stop when the test says so. */
public final class EcsFake implements EcsClient {

    public final FaultyCalls calls = new FaultyCalls();
    public final List<ServiceEvent> events = new ArrayList<>();
    public String status = "ACTIVE";
    public boolean clusterIsThere = true;
    public int desiredCount;
    public int runningCount;
    public int pendingCount;

    /** Lets as many tasks run as are wanted. */
    public void settle() {
        runningCount = desiredCount;
        pendingCount = 0;
    }

    public void event(Instant createdAt, String message) {
        events.add(ServiceEvent.builder().createdAt(createdAt).message(message).build());
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        return calls.read("DescribeServices", () -> {
            requireCluster();
            return status.equals("MISSING")
                    ? DescribeServicesResponse.builder()
                            .failures(Failure.builder().reason("MISSING").build())
                            .build()
                    : DescribeServicesResponse.builder().services(service()).build();
        });
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        return calls.write("UpdateService", "desired " + request.desiredCount(), () -> {
            requireCluster();
            desiredCount = request.desiredCount();
            return UpdateServiceResponse.builder().service(service()).build();
        });
    }

    private void requireCluster() {
        if (!clusterIsThere) {
            throw ClusterNotFoundException.builder().message("Cluster not found.").statusCode(400).build();
        }
    }

    private Service service() {
        return Service.builder()
                .status(status)
                .desiredCount(desiredCount)
                .runningCount(runningCount)
                .pendingCount(pendingCount)
                .events(events)
                .build();
    }

    @Override
    public String serviceName() {
        return "ecs";
    }

    @Override
    public void close() {}
}
