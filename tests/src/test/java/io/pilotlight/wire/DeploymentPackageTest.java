package io.pilotlight.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService;

/** What is deployed holds one HTTP client for AWS, and nothing that no function uses. */
class DeploymentPackageTest {

    private static final String UNUSED =
            "(apache-client|apache5-client|httpc\\w+|netty|aws-crt|commons-codec|commons-logging|joda-time)-.*";

    @Test
    void leavesOutWhatItsDependenciesBringAndNoFunctionUses() {
        assertThat(DeploymentPackage.dependencies())
                .extracting(jar -> jar.getFileName().toString())
                .isNotEmpty()
                .anyMatch(jar -> jar.startsWith("url-connection-client-"))
                .noneMatch(jar -> jar.matches(UNUSED));
    }

    /** With a second one on the class path the SDK refuses to choose. */
    @Test
    void isTestedWithTheHttpClientThatIsDeployed() {
        assertThat(ServiceLoader.load(SdkHttpService.class)).singleElement().isInstanceOf(UrlConnectionSdkHttpService.class);
        assertThat(ServiceLoader.load(SdkAsyncHttpService.class)).isEmpty();
    }
}
