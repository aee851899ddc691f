package io.pilotlight.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "http://www.example.com", "https://www.example.com/", "https://www.example.com:8443/health?deep=1&x=%7C",
        "http://192.0.2.1/", "http://192.0.2.1:8080/health", "https://xn--bcher-kva.example/", "https://a.b.c.example.com/~app/"})
    void takesWhatAProbeCanAskFor(String url) {
        assertThatCode(() -> PageUrl.require("url", url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ftp://www.example.com/", "HTTPS://www.example.com/", "www.example.com", "//www.example.com/", "https:///health",
        "https://www_one.example.com/", "https://user:secret@www.example.com/", "https://user@www.example.com/",
        "https://www.example.com/a b", "https://www.example.com/a|b", "https://www.example.com/{id}",
        "https://www.example.com/%zz", "https://www.example.com/#top", "https://www.example.com/health#top",
        "https://www.example.com:65536/", "https://www.example.com:0/", "https://www.example.com:/", "https://[2001:db8::1]/",
        "http://[::1]/", "http://[2001:db8::1]:8080/health", "https://192.0.2.1/", "https://-www.example.com/", "https://www..example.com/", "https://.example.com/",
        "http://1.2.3.4.5/", "http://999.1.1.1/", "https://www.example.com\\health", "https://bücher.example/"})
    void refusesWhatAProbeCannotAskFor(String url) {
        assertThatThrownBy(() -> PageUrl.require("url", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasMessageContaining("accepted is an http or https URL with a host name");
    }
}
