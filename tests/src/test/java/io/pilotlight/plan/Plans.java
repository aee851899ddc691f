package io.pilotlight.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilotlight.json.StrictJson;

/** A plan with two databases, two services and two names, for tests to change. */
public final class Plans {

    private Plans() {}

    /** Returns a fresh copy of the plan's document. */
    public static ObjectNode json() {
        try {
            return (ObjectNode) StrictJson.mapper().readTree("""
                    {
                      "application": "visitor-counter",
                      "sites": {"primary": {"region": "eu-west-1"}, "standby": {"region": "eu-central-1"}},
                      "databases": [%s, %s],
                      "services": [%s, %s],
                      "traffic": {"mode": "HEALTH_CHECK", "records": [
                        {"name": "www.example.com", "hostedZoneId": "Z1", "type": "ALIAS", "ttl": "PT1M", "service": "web"},
                        {"name": "api.example.com", "hostedZoneId": "Z1", "type": "CNAME", "ttl": "PT30S", "service": "api"}]},
                      "objectives": {"rto": "PT30M", "rpo": "PT1H"},
                      "retention": {"recoveryPoints": 24, "verifiedRecoveryPoints": 3, "maximumAge": "P7D", "leftInstanceDays": 7},
                      "backup": {"bucket": "visitor-counter-backups"},
                      "confirmation": {"rounds": 3, "interval": "PT15S", "probesPerRound": 3, "controls": []},
                      "approval": {"required": false, "timeout": "PT15M", "moves": true}
                    }
                    """.formatted(database("visitors"), database("audit"), service("web"), service("api")));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Returns the plan with a third service, which has no load balancer. */
    public static ObjectNode withWorker() {
        ObjectNode plan = json();
        ObjectNode worker = plan.withArray("services").get(0).deepCopy();
        worker.put("name", "worker");
        ((ObjectNode) worker.path("check")).put("url", "").putArray("expect");
        takeLoadBalancer((ObjectNode) worker.path("primary"));
        takeLoadBalancer((ObjectNode) worker.path("standby"));
        plan.withArray("services").add(worker);
        return plan;
    }

    static void takeLoadBalancer(ObjectNode site) {
        site.put("targetGroupArn", "").put("loadBalancerDnsName", "").put("loadBalancerHostedZoneId", "");
    }

    private static String database(String name) {
        String site = """
                {"instanceIdentifier": "%1$s-db", "instanceClass": "db.t3.micro", "subnetGroup": "%1$s-subnets",
                 "securityGroupIds": ["sg-1"], "parameterGroup": "%1$s-parameters", "optionGroup": "%1$s-options",
                 "kmsKeyId": "arn:aws:kms:eu-central-1:111122223333:key/1", "port": 3306, "multiAz": false,
                 "deletionProtection": true, "iamAuthentication": false,
                 "storage": {"type": "", "iops": 0, "throughputMibps": 0}, "logExports": ["error"], "extendedSupport": false,
                 "caCertificate": "", "alternatives": [{"instanceClass": "db.t3.small", "availabilityZone": ""}],
                 "passwordSecretId": "%1$s-password", "passwordField": "password", "sharesPassword": false, "hostField": "", "endpointParameter": "/%1$s/endpoint"}
                """.formatted(name);
        return """
                {"name": "%1$s", "primary": %3$s, "standby": %2$s, "restoreTest": {
                 "instanceClass": "db.t3.micro", "subnetGroup": "%1$s-isolated", "securityGroupIds": ["sg-9"],
                 "schema": "%1$s", "username": "pilot_light", "authentication": "IAM", "secretId": "", "passwordField": "password", "checkTable": true, "tables": [
                  {"table": "visits", "minimumRows": 1, "maximumRows": 1000000, "timestampColumn": "visited_at",
                   "newestWithin": "PT1H", "checksum": "REPORT"}]}}
                """.formatted(name, site, site.replace("eu-central-1", "eu-west-1"));
    }

    private static String service(String name) {
        String site = """
                {"cluster": "cluster", "service": "%1$s", "desiredCount": 2, "minimumCapacity": 2, "maximumCapacity": 4,
                 "targetGroupArn": "arn:target-group/%1$s",
                 "alternatives": [{"subnetIds": ["subnet-2"], "enoughTasks": 1}], "loadBalancerDnsName": "%1$s.lb.example.com",
                 "loadBalancerHostedZoneId": "Z2"}
                """.formatted(name);
        return """
                {"name": "%s", "check": {"url": "https://%s.example.com/health", "timeout": "PT5S", "healthCheckId": "",
                 "expect": [{"type": "STATUS", "code": 200}, {"type": "JSON", "pointer": "/database", "value": "ok"}]},
                 "primary": %s, "standby": %s, "standbyValues": []}
                """.formatted(name, name.equals("web") ? "www" : name, site, site.replace(".lb.", ".lb-standby."));
    }
}
