package io.pilotlight.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** What CloudFormation makes of a value of the template, with the parameters of {@link ExampleParameters}. */
final class DeployedStack {

    private final Map<String, String> names = new HashMap<>(Map.of(
            "AWS::StackName", "pilot-light",
            "AWS::Region", "eu-central-1",
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com",
            "AWS::AccountId", "123456789012",
            "BackupBucket", "pilot-light-backups-123456789012-eu-central-1"));
    private final StackTemplate template;

    DeployedStack(StackTemplate template) {
        this.template = template;
        names.putAll(ExampleParameters.of(template));
    }

    /** Says what a parameter, a resource, or an attribute of one such as {@code Alarm.Arn}, is. */
    DeployedStack where(String name, String value) {
        names.put(name, value);
        return this;
    }

    String text(JsonNode value) {
        return resolve(value).textValue();
    }

    JsonNode resolve(JsonNode value) {
        return template.sam().with(names).resolve(value);
    }
}
