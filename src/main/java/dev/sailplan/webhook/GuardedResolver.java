package dev.sailplan.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses a connection is made to, and refuses them if one of them is not allowed.
 *
 * <p>The client connects to what it gets from here and asks nobody else, so a name that has other addresses than a moment ago, or
 * an address in an unusual notation, changes nothing.
 */
final class GuardedResolver implements DnsResolver {

    /** A host has an address to which nothing may be sent. */
    static final class Forbidden extends UnknownHostException {

        private static final long serialVersionUID = 1;

        Forbidden(String host) {
            super(host);
        }
    }

    private final HostLookup lookup;
    private final AddressGuard guard;
    private final boolean encrypted;

    /**
     * Creates a resolver.
     *
     * @param encrypted whether what is sent is
     */
    GuardedResolver(HostLookup lookup, AddressGuard guard, boolean encrypted) {
        this.lookup = lookup;
        this.guard = guard;
        this.encrypted = encrypted;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = lookup.addressesOf(host);
        if (!addresses.stream().allMatch(address -> guard.allows(address, encrypted))) {
            throw new Forbidden(host);
        }
        return addresses.toArray(InetAddress[]::new);
    }

    /** Only authentication would ask for it, and there is none. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
