package dev.sailplan.address;

import inet.ipaddr.Address;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Optional;

/**
 * A block of IPv4 or IPv6 addresses: one address, or all that share a prefix.
 *
 * <p>Two ranges are equal if they hold the same addresses, whatever their spelling. Because both are blocks, two ranges
 * overlap exactly if one contains the other. The order is IPv4 first, then by lowest address, then the wider range first,
 * so that a range is followed by those it contains.
 */
public final class AddressRange implements Comparable<AddressRange> {

    /** Only the spellings Kubernetes accepts: no wildcards, no octal, no missing segments, no zones. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    private static final Comparator<AddressRange> ORDER = Comparator.<AddressRange, Boolean>comparing(
                    range -> range.block.isIPv6())
            .thenComparing(range -> range.block.getLower(), Address.ADDRESS_LOW_VALUE_COMPARATOR)
            .thenComparing(AddressRange::prefixLength);

    private final IPAddress block;

    private AddressRange(IPAddress block) {
        this.block = block;
    }

    /** Reads a CIDR such as {@code 10.1.0.0/16}. Bits behind the prefix are ignored, as Kubernetes does. */
    public static Optional<AddressRange> ofCidr(String text) {
        int slash = text.indexOf('/');
        return slash < 0 || hasLeadingZero(text.substring(slash + 1)) ? Optional.empty() : parse(text);
    }

    /** The parser takes a lone 0 for a leading zero as well. */
    private static boolean hasLeadingZero(String prefix) {
        return prefix.length() > 1 && prefix.charAt(0) == '0';
    }

    /** Reads a single address such as {@code 10.1.0.7}. An IPv4 address mapped into IPv6 is that IPv4 address. */
    public static Optional<AddressRange> ofAddress(String text) {
        return text.indexOf('/') < 0 ? parse(text) : Optional.empty();
    }

    /** The address a socket is connected to, without its zone. An IPv4 address mapped into IPv6 is that IPv4 address. */
    public static AddressRange of(InetAddress address) {
        return new AddressRange(unmapped(new IPAddressGenerator().from(address.getAddress())));
    }

    /** Tells whether the text is a single address; as {@link #ofAddress}, without keeping it. */
    public static boolean isAddress(String text) {
        return isDottedQuad(text) || ofAddress(text).isPresent();
    }

    private static Optional<AddressRange> parse(String text) {
        if (text.isEmpty() || text.length() > 64 || text.chars().anyMatch(Character::isWhitespace)) {
            return Optional.empty();
        }
        try {
            IPAddress address = new IPAddressString(text, STRICT).toAddress();
            return Optional.of(new AddressRange(unmapped(address.toPrefixBlock())));
        } catch (AddressStringException | IncompatibleAddressException notAnAddress) {
            return Optional.empty();
        }
    }

    private static IPAddress unmapped(IPAddress block) {
        boolean mapped = block.isIPv6() && !block.isMultiple() && block.toIPv6().isIPv4Mapped();
        return mapped ? block.toIPv6().getEmbeddedIPv4Address() : block;
    }

    /** Nearly every address in a large document looks like this, and recognising it needs no parser. */
    private static boolean isDottedQuad(String text) {
        int length = text.length();
        int dots = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
                if (digits == 0 || dots > 3) {
                    return false;
                }
                digits = 0;
                value = 0;
            } else {
                boolean leadingZero = digits > 0 && value == 0;
                value = value * 10 + (c - '0');
                digits++;
                if (c < '0' || c > '9' || value > 255 || leadingZero) {
                    return false;
                }
            }
        }
        return dots == 3 && digits > 0;
    }

    /** Tells whether every address of the other range is in this one. */
    public boolean contains(AddressRange other) {
        return block.isIPv4() == other.block.isIPv4() && block.contains(other.block);
    }

    public boolean isIpv6() {
        return block.isIPv6();
    }

    /** The number of leading bits all addresses of this range share: 0 to 32, or 0 to 128. */
    public int prefixLength() {
        Integer length = block.getNetworkPrefixLength();
        return length == null ? block.getBitCount() : length;
    }

    /** Its lowest address as a number. */
    BigInteger first() {
        return block.getLower().getValue();
    }

    /** Its highest address as a number. */
    BigInteger last() {
        return block.getUpper().getValue();
    }

    /** The range of the same size and family that begins at an address, which has to be a multiple of the size. */
    AddressRange at(BigInteger first) {
        IPAddress lower = block.getLower().withoutPrefixLength();
        return new AddressRange(
                lower.increment(first.subtract(lower.getValue())).toPrefixBlock(prefixLength()));
    }

    @Override
    public int compareTo(AddressRange that) {
        return ORDER.compare(this, that);
    }

    @Override
    public boolean equals(Object that) {
        return that instanceof AddressRange range && compareTo(range) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * block.getLower().withoutPrefixLength().hashCode() + prefixLength();
    }

    /** The canonical spelling: {@code 10.1.0.0/16}, {@code 2001:db8::/32}, and a single address without its prefix. */
    @Override
    public String toString() {
        return prefixLength() == block.getBitCount()
                ? block.withoutPrefixLength().toCanonicalString()
                : block.toCanonicalString();
    }
}
