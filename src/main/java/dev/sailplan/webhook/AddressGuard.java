package dev.sailplan.webhook;

import dev.sailplan.address.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says to which addresses messages may be sent: to those that everybody can reach, and to networks that whoever runs the service
 * names.
 *
 * <p>Otherwise whoever may register a webhook could have the service call what only the service can reach. What is refused are
 * the registries of special addresses (RFC 6890 and what was added since), and IPv6 addresses that lead to an IPv4 address by
 * themselves, whatever that is.
 */
public final class AddressGuard {

    /** All addresses everybody can reach are in these, and others with them. */
    private static final List<AddressRange> ORDINARY = ranges("0.0.0.0/0", "2000::/3");

    private static final List<AddressRange> SPECIAL = ranges(
            // This network, private, behind carriers, this machine, this link.
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            // Protocols, the relay of 6to4, benchmarks, documentation.
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            // Multicast, reserved, broadcast.
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Protocols, Teredo, benchmarks and ORCHID; 6to4; documentation.
            "2001::/23",
            "2002::/16",
            "2001:db8::/32",
            "3fff::/20");

    private final List<AddressRange> allowed;

    /**
     * Creates a guard.
     *
     * @param allowed networks in which everything may be called, as CIDRs
     * @throws IllegalArgumentException if one of them is none
     */
    public AddressGuard(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(network -> AddressRange.ofCidr(network.strip())
                        .orElseThrow(() -> new IllegalArgumentException("sailplan.webhooks.allowed-networks: \""
                                + network + "\" is not a CIDR such as 10.0.0.0/16.")))
                .toList();
    }

    private static List<AddressRange> ranges(String... cidrs) {
        return Stream.of(cidrs)
                .map(AddressRange::ofCidr)
                .map(Optional::orElseThrow)
                .toList();
    }

    /**
     * Whether messages may be sent to an address.
     *
     * @param encrypted whether nobody on the way can read them; others stay in the networks that are named
     */
    boolean allows(InetAddress address, boolean encrypted) {
        AddressRange single = AddressRange.of(address);
        return isIn(allowed, single) || (encrypted && isIn(ORDINARY, single) && !isIn(SPECIAL, single));
    }

    /** Whether any network is named. */
    boolean hasNetworks() {
        return !allowed.isEmpty();
    }

    private static boolean isIn(List<AddressRange> ranges, AddressRange address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
