package io.pilotlight.wire;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.pilotlight.simulator.template.FunctionResource;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * One deployed function: a process of its own, in which Lambda's own runtime client loads the deployment package and
 * invokes the handler that the template names.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">
 *     The environment that Lambda sets</a>
 */
final class PackagedFunction implements AutoCloseable {

    /** Time beside the function's own, to start its JVM on a busy machine. */
    private static final Duration COLD_START = Duration.ofSeconds(60);

    private final FunctionResource definition;
    private final RuntimeApi api;
    private final ChildProcess process;

    private PackagedFunction(FunctionResource definition, RuntimeApi api, ChildProcess process) {
        this.definition = definition;
        this.api = api;
        this.process = process;
    }

    /** Starts its process; the first invocation waits for it. */
    static PackagedFunction start(FunctionResource definition, Path taskRoot, String region, URI aws, Path hosts) {
        RuntimeApi api = new RuntimeApi(
                "arn:aws:lambda:%s:123456789012:function:%s".formatted(region, definition.logicalId()));
        ProcessBuilder builder = new ProcessBuilder(command(handler(definition), hosts)).directory(taskRoot.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(definition, taskRoot, region));
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        builder.environment().put("AWS_ENDPOINT_URL", aws.toString());
        ChildProcess process = ChildProcess.start(definition.logicalId(), builder);
        process.onExit().thenAccept(ended -> api.fail("%s ended with exit code %d and printed: %s".formatted(
                definition.logicalId(), ended.exitValue(), process.printed())));
        return new PackagedFunction(definition, api, process);
    }

    /**
     * Invokes it and waits for its answer.
     *
     * @throws IllegalStateException where there is none within the function's time-out, with what the process printed
     */
    Invocation invoke(String payload) {
        Duration patience = definition.timeout().plus(COLD_START);
        try {
            return api.invoke(payload, definition.timeout()).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failure) {
            throw new IllegalStateException("%s gave no answer to %s; it printed: %s".formatted(
                    definition.logicalId(), payload, process.printed()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** What it has written into its log, that of its last invocation included. */
    String log() {
        process.await(COLD_START, "asked for its next event", api::isAskedSinceAnswered);
        return process.printed();
    }

    @Override
    public void close() {
        process.close();
        api.close();
    }

    private static String handler(FunctionResource definition) {
        return definition.properties().path("Handler").textValue();
    }

    private static List<String> command(String handler, Path hosts) {
        String runtime = Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(DeploymentPackage::location)
                .collect(Collectors.joining(File.pathSeparator));
        // Small and quick to start; IPv4 alone, as in Lambda's managed runtime. No answer is kept, because the waits of a
        // state machine take no time here.
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-Djava.net.preferIPv4Stack=true", "-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0",
                "-Dsun.net.inetaddr.negative.ttl=0", "--enable-native-access=ALL-UNNAMED",
                "-cp", runtime, AWSLambda.class.getName(), handler);
    }

    private static Map<String, String> environment(FunctionResource definition, Path taskRoot, String region) {
        return Map.ofEntries(
                Map.entry("_HANDLER", handler(definition)),
                Map.entry("LAMBDA_TASK_ROOT", taskRoot.toString()),
                Map.entry("AWS_REGION", region),
                Map.entry("AWS_DEFAULT_REGION", region),
                Map.entry("AWS_ACCESS_KEY_ID", "test"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
                Map.entry("AWS_SESSION_TOKEN", "test"),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", definition.logicalId()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(definition.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + definition.logicalId()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/22/[$LATEST]0123456789abcdef"),
                Map.entry("AWS_LAMBDA_LOG_FORMAT", "JSON"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"));
    }
}
