package dev.sailplan.address;

/** One of the two families of addresses. */
public enum IpFamily {
    IPV4("IPv4"),
    IPV6("IPv6");

    private final String text;

    IpFamily(String text) {
        this.text = text;
    }

    public static IpFamily of(AddressRange range) {
        return range.isIpv6() ? IPV6 : IPV4;
    }

    /** The value as Kubernetes writes it. */
    @Override
    public String toString() {
        return text;
    }
}
