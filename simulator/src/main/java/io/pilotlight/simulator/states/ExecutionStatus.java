package io.pilotlight.simulator.states;

/**
 * Where an execution stands, in Step Functions' own words.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">
 *     DescribeExecution</a>
 */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
