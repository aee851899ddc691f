package io.pilotlight.serviceconfiguration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

    @Test
    void namesTheSettingsThatNoTaskDefinitionCarries() {
        assertThat(ServiceSettings.differing(
                service("""
                        "healthCheckGracePeriodSeconds": 300, "platformVersion": "1.4.0", "enableExecuteCommand": true,
                        "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 2}],
                        "deploymentConfiguration": {"maximumPercent": 200,
                            "deploymentCircuitBreaker": {"enable": true, "rollback": true}},
                        "deployments": [{"status": "PRIMARY", "serviceConnectConfiguration": {"enabled": true, "namespace": "a"}}]
                        """),
                service("""
                        "healthCheckGracePeriodSeconds": 0, "platformVersion": "1.3.0", "enableExecuteCommand": false,
                        "deploymentConfiguration": {"maximumPercent": 200}, "deployments": [{"status": "PRIMARY"}]
                        """))).containsExactly("capacityProviderStrategy", "deploymentConfiguration.deploymentCircuitBreaker",
                        "enableExecuteCommand", "healthCheckGracePeriodSeconds", "platformVersion", "serviceConnectConfiguration");
    }

    @Test
    void takesADefaultForWhatEcsLeavesOutAndAsksNotWhatIsTheSites() {
        assertThat(ServiceSettings.differing(
                service("""
                        "deploymentController": {"type": "ECS"}, "platformVersion": "LATEST", "schedulingStrategy": "REPLICA",
                        "propagateTags": "NONE", "enableECSManagedTags": false, "desiredCount": 4,
                        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
                        "loadBalancers": [{"targetGroupArn": "arn:primary"}]
                        """),
                service("""
                        "loadBalancers": [{"targetGroupArn": "arn:standby"}], "desiredCount": 0
                        """))).isEmpty();
    }

    @Test
    void namesAServiceWithoutALoadBalancer() {
        assertThat(ServiceSettings.differing(service("\"loadBalancers\": [{\"targetGroupArn\": \"arn\"}]"), service("\"events\": []")))
                .containsExactly("loadBalancers");
    }

    private static ObjectNode service(String fields) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree("{" + fields + "}");
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
