package dev.sailplan.webhook;

import dev.sailplan.address.AddressRange;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses that webhooks may have. */
public final class Targets {

    private static final int LONGEST = 2_000;
    private static final int LAST_PORT = 65_535;
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?[0-9][^.]*\\.?");

    private final AddressGuard guard;
    private final HostLookup lookup;

    public Targets(AddressGuard guard, HostLookup lookup) {
        this.guard = guard;
        this.lookup = lookup;
    }

    /**
     * What keeps a webhook from having an address, as a sentence; none if nothing does.
     *
     * <p>That a name cannot be resolved now keeps it from nothing. What its addresses are is looked at again whenever something is
     * sent: here it is only to be told early.
     */
    public Optional<String> mistakeIn(String url) {
        if (url.length() > LONGEST || !url.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Optional.of("The URL has to consist of at most " + LONGEST
                    + " characters of ASCII, without spaces; others can be percent-encoded.");
        }
        try {
            URI uri = new URI(url);
            return mistakeIn(uri).or(() -> mistakeInHost(uri));
        } catch (URISyntaxException notAUrl) {
            return Optional.of("That is not a URL; write one such as https://example.com/sailplan.");
        }
    }

    private Optional<String> mistakeIn(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && guard.hasNetworks())) {
            return Optional.of("The URL has to begin with https://; http:// is only for networks that"
                    + " sailplan.webhooks.allowed-networks names.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of(
                    "The URL can have neither a user nor a fragment; leave out what is before @ or behind #.");
        }
        if (!isHost(uri.getHost())) {
            return Optional.of("The URL has no host, or one that is neither a name nor an IP address.");
        }
        return uri.getPort() == 0 || uri.getPort() > LAST_PORT
                ? Optional.of("The port of the URL has to be a number from 1 to " + LAST_PORT + ".")
                : Optional.empty();
    }

    /** A zone, behind a percent sign, only means something on one link; names that end in a number are addresses to some. */
    private static boolean isHost(@Nullable String host) {
        return host != null
                && host.indexOf('%') < 0
                && (host.startsWith("[")
                        || AddressRange.isAddress(host)
                        || !NUMERIC_END.matcher(host).matches());
    }

    private Optional<String> mistakeInHost(URI uri) {
        try {
            new GuardedResolver(lookup, guard, isEncrypted(uri)).resolve(uri.getHost());
            return Optional.empty();
        } catch (GuardedResolver.Forbidden forbidden) {
            return Optional.of(
                    isEncrypted(uri)
                            ? "The host has an address that is not public; sailplan.webhooks.allowed-networks can name its"
                                    + " network."
                            : "The host has an address that is not in sailplan.webhooks.allowed-networks, and only what is"
                                    + " can be called with http://.");
        } catch (UnknownHostException notNow) {
            return Optional.empty();
        }
    }

    static boolean isEncrypted(URI uri) {
        return !"http".equalsIgnoreCase(uri.getScheme());
    }
}
