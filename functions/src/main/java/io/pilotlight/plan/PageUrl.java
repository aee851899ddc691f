package io.pilotlight.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Refuses, when the plan is read, the URL of a page that a probe could not ask for. */
final class PageUrl {

    private static final Pattern FORM = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d+)?(/[^\\s#]*)?");
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+");
    private static final String ACCEPTED = "an http or https URL with a host name, such as https://www.example.com/health, "
            + "without user, fragment or blanks, other characters written as %20 is";

    private PageUrl() {}

    /** @throws IllegalArgumentException where it is not accepted; a password in it is not quoted */
    static void require(String field, String url) {
        if (!FORM.matcher(url).matches() || !canBeAskedFor(url)) {
            throw new IllegalArgumentException("%s is '%s'; accepted is %s".formatted(
                    field, url.replaceAll("//[^/]*@", "//...@"), ACCEPTED));
        }
    }

    private static boolean canBeAskedFor(String url) {
        HttpUrl asked = HttpUrl.parse(url);
        return asked != null
                && hostOf(url) != null
                && !(asked.isHttps() && IP_ADDRESS.matcher(asked.host()).matches());
    }

    private static String hostOf(String url) {
        try {
            return new URI(url).getHost();
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
