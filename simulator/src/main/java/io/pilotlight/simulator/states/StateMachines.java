package io.pilotlight.simulator.states;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotlight.simulator.journal.Journal;
import io.pilotlight.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Step Functions in one Region: state machines and their executions, in virtual time; standard workflows.
 *
 * <p>Its errors are those of the AWS SDK.
 */
public final class StateMachines {

    /** A list is eventually consistent. */
    private static final Duration LISTED_AFTER = Duration.ofSeconds(2);

    private final Timeline timeline;
    private final Journal journal;
    private final TaskIntegrations integrations;
    private final Names names;
    private final QueryFunctions functions;
    private final SplittableRandom jitter;
    private final SplittableRandom ids;
    private final SplittableRandom orphans;
    private final TaskTokens tokens;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Map<String, Execution> executions = new LinkedHashMap<>();

    /**
     * @param integrations where the machines' tasks go
     */
    public StateMachines(
            Timeline timeline, Journal journal, TaskIntegrations integrations, String region) {
        this.timeline = timeline;
        this.journal = journal;
        this.integrations = integrations;
        this.names = new Names(region);
        this.functions = new QueryFunctions(timeline);
        this.jitter = timeline.random("states.jitter");
        this.ids = timeline.random("states.ids");
        this.orphans = timeline.random("states.orphans");
        this.tokens = new TaskTokens(timeline, ids);
    }

    /** Creates a state machine, or replaces its definition for executions that start from now on. */
    public void register(String name, StateMachineDefinition definition) {
        register(name, name, definition);
    }

    /**
     * Creates a state machine that the run knows by one name, and whose ARNs bear another.
     *
     * @param physicalName the name that a deployment gives it
     */
    public void register(String name, String physicalName, StateMachineDefinition definition) {
        machines.put(name, new Machine(name, physicalName, names.machine(physicalName), names.role(name), definition));
    }

    /**
     * Creates a state machine from its definition, in which the substitutions are put in already.
     *
     * @throws InvalidStateMachineException where the definition is wrong
     */
    public void register(String name, JsonNode definition) {
        register(name, StateMachineDefinition.parse(definition));
    }

    /** Returns the ARN of a machine that is given by its name or its ARN, or the one that it would have by that name. */
    public String arn(String machine) {
        return Optional.ofNullable(machines.get(nameOf(machine))).map(Machine::arn).orElseGet(() -> names.machine(machine));
    }

    /** Returns the name of a machine that is given by its name or its ARN. */
    private String nameOf(String machine) {
        return machines.values().stream()
                .filter(known -> known.arn().equals(machine))
                .map(Machine::name)
                .findFirst()
                .orElse(machine);
    }

    /** Starts an execution under a name of its own; see {@link #start(String, Optional, JsonNode)}. */
    public String start(String machine, JsonNode input) {
        return start(machine, Optional.empty(), input);
    }

    /**
     * Starts an execution. Idempotent: a name that runs already with the same input is that execution.
     *
     * @param machine the machine's name or ARN
     * @return the execution's ARN
     * @throws software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException where it is not registered
     * @throws software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException where the name was used, with
     *     another input or by an execution that has ended
     * @throws software.amazon.awssdk.services.sfn.model.InvalidNameException where the name is none
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">
     *     StartExecution</a>
     */
    public String start(String machine, Optional<String> executionName, JsonNode input) {
        return begin(machine, executionName, Document.of(input)).arn();
    }

    Execution begin(String machine, Optional<String> executionName, Document input) {
        Machine found = Optional.ofNullable(machines.get(nameOf(machine)))
                .orElseThrow(() -> StatesErrors.machineDoesNotExist(machine));
        String name = executionName.map(Names::checkExecutionName).orElseGet(() -> DrawnId.uuid(ids));
        String arn = names.execution(found.physicalName(), name);
        Execution earlier = executions.get(arn);
        if (earlier != null) {
            if (earlier.isRunningWith(input)) {
                return earlier;
            }
            throw StatesErrors.executionAlreadyExists(arn);
        }
        Execution execution = new Execution(this, found, arn, name, input);
        executions.put(arn, execution);
        execution.begin();
        return execution;
    }

    /** Stops an execution without a reason; see {@link #stop(String, String, String)}. */
    public void stop(String executionArn) {
        stop(executionArn, "", "");
    }

    /**
     * Stops an execution where it stands, with what it has started and waits for; a function that runs is not cut off.
     * Does nothing to one that has ended.
     *
     * @throws software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException where there is none
     */
    public void stop(String executionArn, String error, String cause) {
        execution(executionArn).stop(error, cause);
    }

    /** @throws software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException where there is none */
    public ExecutionDescription describe(String executionArn) {
        return execution(executionArn).describe();
    }

    /** Returns every execution, in the order in which they were started. */
    public List<ExecutionDescription> list() {
        return executions.values().stream().map(Execution::describe).toList();
    }

    /** Returns the executions of one machine, in the order in which they were started. */
    public List<ExecutionDescription> list(String machine) {
        String name = nameOf(machine);
        return list().stream().filter(execution -> execution.machine().equals(name)).toList();
    }

    /**
     * Returns what ListExecutions shows of one machine: the newest first, and nothing of the last seconds.
     *
     * @throws software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException where it is not registered
     */
    List<ExecutionDescription> listed(String machine) {
        if (!machines.containsKey(nameOf(machine))) {
            throw StatesErrors.machineDoesNotExist(machine);
        }
        Instant consistent = timeline.now().minus(LISTED_AFTER);
        return list(machine).reversed().stream()
                .filter(execution -> !execution.startedAt().isAfter(consistent))
                .toList();
    }

    /**
     * Lets a task that waits for its token succeed.
     *
     * @throws software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException where the token is none
     * @throws software.amazon.awssdk.services.sfn.model.TaskTimedOutException where the task waits no more
     */
    public void sendTaskSuccess(String taskToken, JsonNode output) {
        tokens.waiting(taskToken).succeed(Document.of(output));
    }

    /** Lets a task that waits for its token fail; throws as {@link #sendTaskSuccess} does. */
    public void sendTaskFailure(String taskToken, Optional<String> error, Optional<String> cause) {
        tokens.waiting(taskToken).fail(new StateFailure(error, cause));
    }

    private Execution execution(String arn) {
        return Optional.ofNullable(executions.get(arn)).orElseThrow(() -> StatesErrors.executionDoesNotExist(arn));
    }

    /** Draws whether the child of an execution that is stopped lives on. */
    boolean drawsThatAChildLivesOn() {
        return orphans.nextBoolean();
    }

    Timeline timeline() {
        return timeline;
    }

    Journal journal() {
        return journal;
    }

    TaskIntegrations integrations() {
        return integrations;
    }

    QueryFunctions functions() {
        return functions;
    }

    SplittableRandom jitter() {
        return jitter;
    }

    TaskTokens tokens() {
        return tokens;
    }
}
