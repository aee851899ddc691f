package io.pilotlight.notice;

import io.pilotlight.step.Require;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The execution that speaks, by its ARN, from which its Region, its state machine and its page in the console follow.
 */
public record RunningExecution(String arn) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):states:([a-z0-9-]+):(\\d{12}):execution:([^:]+):[^:]+");

    public RunningExecution {
        Require.matching("execution", arn, FORM, "the ARN of an execution of a standard workflow");
    }

    /** Returns the Region in which it runs. */
    String region() {
        return part(2);
    }

    /** Returns the address of its page in the console. */
    public String page() {
        return "https://%s.console.%s/states/home?region=%s#/v2/executions/details/%s"
                .formatted(region(), domain(), region(), arn);
    }

    /** Returns the command that starts its state machine with the given input, a JSON text without single quotes. */
    String startCommand(String input) {
        return "aws stepfunctions start-execution --region %s --state-machine-arn arn:%s:states:%s:%s:stateMachine:%s --input '%s'"
                .formatted(region(), part(1), region(), part(3), part(4), input);
    }

    /** Each partition of AWS has a console of its own. */
    private String domain() {
        return switch (part(1)) {
            case "aws-cn" -> "amazonaws.cn";
            case "aws-us-gov" -> "amazonaws-us-gov.com";
            default -> "aws.amazon.com";
        };
    }

    private String part(int group) {
        Matcher parts = FORM.matcher(arn);
        parts.matches();
        return parts.group(group);
    }
}
