package dev.sailplan.webhook;

import dev.sailplan.webhook.Answer.Result;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends a body to an address, once, and says what became of it.
 *
 * <p>It follows no redirect, uses no proxy and keeps no cookie and no connection: every body goes over a connection of its own, to
 * an address that was looked at for it. Of an answer the status and one header are read, and nothing of its body. Whatever the
 * receiver does, it is over when its time is.
 */
public final class Sender implements AutoCloseable {

    private static final String USER_AGENT = "Sailplan";
    private static final String EXPIRED = "sailplan.expired";
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;

    private final Duration timeout;
    private final CloseableHttpClient encrypted;
    private final CloseableHttpClient plain;
    private final ScheduledExecutorService alarm = alarm();

    /**
     * Creates a sender.
     *
     * @param timeout how long an attempt may take
     * @param most how many there may be at the same time
     * @param trust who is believed to be who
     */
    public Sender(AddressGuard guard, HostLookup lookup, SSLContext trust, Duration timeout, int most) {
        this.timeout = timeout;
        this.encrypted = client(new GuardedResolver(lookup, guard, true), trust, Timeout.of(timeout), most);
        this.plain = client(new GuardedResolver(lookup, guard, false), trust, Timeout.of(timeout), most);
    }

    private static ScheduledExecutorService alarm() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "webhooks-alarm");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return Executors.unconfigurableScheduledExecutorService(executor);
    }

    private static CloseableHttpClient client(GuardedResolver resolver, SSLContext trust, Timeout timeout, int most) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections(resolver, trust, timeout, most))
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setUserAgent(USER_AGENT)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .build();
    }

    private static HttpClientConnectionManager connections(
            GuardedResolver resolver, SSLContext trust, Timeout timeout, int most) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(inTime(new DefaultClientTlsStrategy(trust)))
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(timeout).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .build();
    }

    /** A name may take longer to resolve than there is time; what the alarm ends is then still to be opened. */
    private static TlsSocketStrategy inTime(TlsSocketStrategy strategy) {
        return (socket, host, port, attachment, context) -> {
            if (isExpired(context)) {
                socket.close();
                throw new IOException("The time is over");
            }
            return strategy.upgrade(socket, host, port, attachment, context);
        };
    }

    private static boolean isExpired(HttpContext context) {
        return context.getAttribute(EXPIRED) instanceof AtomicBoolean expired && expired.get();
    }

    /** Sends a body in JSON. */
    Answer send(URI target, String body, Map<String, String> headers) {
        HttpPost request = new HttpPost(target);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        request.setHeader(HttpHeaders.CONNECTION, "close");
        headers.forEach(request::setHeader);
        AtomicBoolean expired = new AtomicBoolean();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(EXPIRED, expired);
        ScheduledFuture<?> end = alarm.schedule(
                () -> {
                    expired.set(true);
                    request.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return send(Targets.isEncrypted(target) ? encrypted : plain, request, context);
        } finally {
            end.cancel(false);
        }
    }

    private static Answer send(CloseableHttpClient client, HttpPost request, HttpClientContext context) {
        try {
            ClassicHttpResponse response = client.executeOpen(RoutingSupport.determineHost(request), request, context);
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return Answer.of(response.getCode(), retryAfter == null ? null : retryAfter.getValue());
        } catch (HttpException | IOException failed) {
            return Answer.none(isExpired(context) ? Result.TIMEOUT : resultOf(failed));
        } catch (IllegalStateException failed) {
            return unlessExpired(failed, context);
        } finally {
            // Closing the answer instead would read it to its end.
            request.cancel();
        }
    }

    /** The client says it like that when the connection was taken away from it between two steps. */
    private static Answer unlessExpired(IllegalStateException failed, HttpClientContext context) {
        if (!isExpired(context)) {
            throw failed;
        }
        return Answer.none(Result.TIMEOUT);
    }

    private static Result resultOf(Exception failed) {
        if (failed instanceof GuardedResolver.Forbidden) {
            return Result.FORBIDDEN;
        }
        return failed instanceof SSLException ? Result.UNTRUSTED : Result.UNREACHABLE;
    }

    /** Breaks off what is being sent. */
    @Override
    public void close() {
        alarm.shutdownNow();
        encrypted.close(CloseMode.IMMEDIATE);
        plain.close(CloseMode.IMMEDIATE);
    }
}
