package io.pilotlight.health;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Probes over the network: connects to the given address, while the Host header, the TLS server name and the verified
 * certificate are those of the URL's host, as a visitor would see them after the switch.
 *
 * <p>Each probe opens a connection of its own and tries one address, the next one in turn where the name has several:
 * so the probes of a round see more than one of a load balancer's addresses. Where it has any of IPv4, those of IPv6 are left
 * out: a Lambda function has no way to them. A redirect is an answer and is not followed: where it leads is another page, and
 * may be another site.
 */
final class OkHttpProbe implements HttpProbe {

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205);
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final OkHttpClient client;
    private final AtomicInteger probesMade = new AtomicInteger();

    OkHttpProbe() {
        this(new OkHttpClient());
    }

    /** @param base the client whose trust in certificates is used; everything else is set here */
    OkHttpProbe(OkHttpClient base) {
        this.client = base.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(Proxy.NO_PROXY)
                // OkHttp asks again at once where a 503 says so, and one probe is one request.
                .addNetworkInterceptor(chain -> chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build())
                .build();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The time-out begins once the address is resolved, so that a slow resolver is not taken for a slow endpoint.
     *
     * @throws IllegalArgumentException where the URL is not http or https, or is https and names an IP address
     */
    @Override
    public Answer get(URI url, String address, Duration timeout) throws IOException {
        InetAddress connectTo = inTurn(probesMade.getAndIncrement(), reachable(InetAddress.getAllByName(address)));
        AtomicInteger status = new AtomicInteger();
        OkHttpClient once = client.newBuilder()
                .dns(_ -> List.of(connectTo))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .eventListener(new EventListener() {
                    @Override
                    public void responseHeadersEnd(Call call, Response response) {
                        status.set(response.code());
                    }
                })
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .callTimeout(timeout)
                .build();
        try (Response response = once.newCall(request(url, connectTo)).execute()) {
            AnswerBody body = AnswerBody.of(response);
            return new Answer(response.code(), body.text(), body.unread());
        } catch (ProtocolException surplus) {
            if (WITHOUT_BODY.contains(status.get())) {
                // Browsers and load balancers take the status, and so does this, although a body follows that may not.
                return new Answer(status.get(), "");
            }
            throw surplus;
        }
    }

    private static Request request(URI url, InetAddress connectTo) {
        HttpUrl wanted = HttpUrl.get(url.toString());
        Request.Builder request = new Request.Builder()
                .url(wanted)
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "PilotLight health check")
                .header("Cache-Control", "no-cache");
        // OkHttp connects to an IP address in a URL without asking its Dns, which would ignore the address to probe.
        if (IP_ADDRESS.matcher(wanted.host()).matches()) {
            if (wanted.isHttps()) {
                throw new IllegalArgumentException(
                        "url names the IP address %s; accepted with https is a host name".formatted(wanted.host()));
            }
            request.url(wanted.newBuilder().host(connectTo.getHostAddress()).build()).header("Host", url.getAuthority());
        }
        return request.build();
    }

    static InetAddress inTurn(int turn, InetAddress... addresses) {
        return addresses[Math.floorMod(turn, addresses.length)];
    }

    static InetAddress[] reachable(InetAddress... addresses) {
        InetAddress[] ofIpv4 = Stream.of(addresses).filter(Inet4Address.class::isInstance).toArray(InetAddress[]::new);
        return ofIpv4.length == 0 ? addresses : ofIpv4;
    }
}
