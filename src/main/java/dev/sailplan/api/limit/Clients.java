package dev.sailplan.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sailplan.address.AddressRange;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks, and how often they did lately.
 *
 * <p>Each has a bucket with as many tokens as they may send requests at once, which is filled again at their rate. A client who
 * has not asked for as long as that takes has a full one, which need not be kept.
 */
final class Clients {

    /** A few hundred bytes each. Whoever is forgotten early may ask once more as often as somebody new. */
    private static final int MOST = 100_000;

    /** Of an IPv6 address: whoever has one usually has all that begin like it. */
    private static final String NETWORK = "/64";

    /** As the container spells one: recognising it needs no parser. */
    private static final Pattern SPELT_OUT =
            Pattern.compile("((?:[0-9a-f]{1,4}:){4})(?:[0-9a-f]{1,4}:){3}[0-9a-f]{1,4}(?:%.*)?");

    private final Cache<String, Bucket> buckets;
    private final Bandwidth limit;
    private final TimeMeter time;

    Clients(RateLimits limits, TimeMeter time) {
        this.limit = Bandwidth.builder()
                .capacity(limits.atOnce())
                .refillGreedy(limits.perSecond(), Duration.ofSeconds(1))
                .build();
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(Duration.ofSeconds(1 + limits.atOnce() / limits.perSecond()))
                .ticker(time::currentTimeNanos)
                .build();
    }

    /** How long a client has to wait until their request is answered; zero if it is answered now, and counted. */
    Duration waitOf(String client) {
        Bucket bucket = buckets.get(client, unknown -> full());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private Bucket full() {
        return Bucket.builder().addLimit(limit).withCustomTimePrecision(time).build();
    }

    /** Who a request is from: an authenticated caller, or else an address. */
    static String clientOf(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        return caller == null ? "from " + placeOf(request.getRemoteAddr()) : "known as " + caller.getName();
    }

    /** What is no address, which only a proxy in front can say, counts as one client. */
    static String placeOf(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        Matcher speltOut = SPELT_OUT.matcher(address);
        return speltOut.matches() ? speltOut.group(1) + ":" + NETWORK : placeOfAbbreviated(address);
    }

    private static String placeOfAbbreviated(String address) {
        String withoutZone = address.replaceFirst("%.*", "");
        return AddressRange.ofAddress(withoutZone)
                .flatMap(one -> one.isIpv6() ? AddressRange.ofCidr(withoutZone + NETWORK) : Optional.of(one))
                .map(AddressRange::toString)
                .orElse("somewhere");
    }
}
