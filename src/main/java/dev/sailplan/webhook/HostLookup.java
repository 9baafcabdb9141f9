package dev.sailplan.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Each time it is asked the answer may be another one. */
@FunctionalInterface
public interface HostLookup {

    /** As the system does it. */
    HostLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Returns all addresses of a host.
     *
     * @param host a name, or an address in any notation
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
