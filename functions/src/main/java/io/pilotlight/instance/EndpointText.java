package io.pilotlight.instance;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text in which the application finds its database: a host name, or one inside {@code host:port} or a connection URL.
 *
 * <p>A URL may hold a password, so nothing but a bare host name is ever told of it.
 */
public record EndpointText(String text) {

    private static final Pattern BARE_HOST = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+\\.?");
    private static final Pattern RDS_HOST =
            Pattern.compile("\\.rds\\.amazonaws\\.com(\\.cn)?(?!\\.?[a-z0-9-])", Pattern.CASE_INSENSITIVE);

    /** Returns the text where it is a host name and nothing else. */
    public Optional<String> bareHost() {
        return Optional.of(text).filter(host -> BARE_HOST.matcher(host).matches());
    }

    /** Tells whether this host stands in it, in any letters' case, and not merely as a part of another. */
    public boolean names(String host) {
        return Pattern.compile("(?<![a-z0-9.-])" + Pattern.quote(host.toLowerCase(Locale.ROOT)) + "(?!\\.?[a-z0-9-])")
                .matcher(text.toLowerCase(Locale.ROOT))
                .find();
    }

    /** Tells whether some host of RDS stands in it. */
    public boolean namesRds() {
        return RDS_HOST.matcher(text).find();
    }

    @Override
    public String toString() {
        return bareHost().orElse("a text that is no bare host name");
    }
}
