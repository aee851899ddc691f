package io.pilotlight.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Builds the AWS clients that the functions use on Lambda, all with the same short time-outs: a Region that does not
 * answer must not hold up a recovery.
 */
public final class AwsClients {

    /** How long a call may take in all, retries included. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    /** How long a call may take in all that nothing waits for to succeed. */
    public static final Duration BEST_EFFORT_CALL_TIMEOUT = Duration.ofSeconds(6);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);
    private static final int BEST_EFFORT_ATTEMPTS = 2;

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(SOCKET_TIMEOUT)
            .build();

    private AwsClients() {}

    /** Builds a client for the function's own Region, or for the one that the builder already names. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C own(B builder) {
        return build(builder, ClientOverrideConfiguration.builder()
                .apiCallTimeout(CALL_TIMEOUT)
                .retryStrategy(RetryMode.STANDARD)
                .build());
    }

    /** Builds a client for each Region when it is first asked for, and keeps it. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> Regional<C> regional(
            Supplier<B> builder) {
        return regional(name -> own(builder.get().region(Region.of(name))));
    }

    /**
     * Builds a client for each Region as {@link #regional(Supplier)} does, for calls that nothing waits for to succeed:
     * one retry at most, and {@link #BEST_EFFORT_CALL_TIMEOUT} for the whole call. Whoever takes it says {@link BestEffort}.
     */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> Regional<C> regionalBestEffort(
            Supplier<B> builder) {
        return regional(name -> build(builder.get().region(Region.of(name)), ClientOverrideConfiguration.builder()
                .apiCallTimeout(BEST_EFFORT_CALL_TIMEOUT)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(BEST_EFFORT_ATTEMPTS)
                        .build())
                .build()));
    }

    private static <C> Regional<C> regional(Function<String, C> builder) {
        Map<String, C> clients = new ConcurrentHashMap<>();
        return region -> clients.computeIfAbsent(region, builder);
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, ClientOverrideConfiguration configuration) {
        return builder.httpClient(HTTP).overrideConfiguration(configuration).build();
    }
}
