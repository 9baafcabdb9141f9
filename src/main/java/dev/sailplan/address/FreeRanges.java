package dev.sailplan.address;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds blocks of private addresses that nothing uses.
 *
 * <p>It looks in the blocks set aside for private use (RFC 1918, RFC 4193) and for use behind carriers (RFC 6598), first in the one
 * the range to be replaced is in, and takes the lowest free block.
 */
public final class FreeRanges {

    private static final List<AddressRange> PRIVATE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8")
            .map(AddressRange::ofCidr)
            .flatMap(Optional::stream)
            .toList();

    /** From the first to the last address of everything that is used, by family. */
    private final Map<Boolean, NavigableMap<BigInteger, BigInteger>> used =
            Map.of(true, new TreeMap<>(), false, new TreeMap<>());

    public FreeRanges(Collection<AddressRange> used) {
        used.forEach(this::use);
    }

    private NavigableMap<BigInteger, BigInteger> usedBeside(AddressRange range) {
        return used.getOrDefault(range.isIpv6(), new TreeMap<>());
    }

    /** Blocks are nested or disjoint, so that only the widest at each place has to be kept. */
    private void use(AddressRange range) {
        NavigableMap<BigInteger, BigInteger> intervals = usedBeside(range);
        Map.Entry<BigInteger, BigInteger> before = intervals.floorEntry(range.first());
        if (before == null || before.getValue().compareTo(range.last()) < 0) {
            intervals.subMap(range.first(), true, range.last(), true).clear();
            intervals.put(range.first(), range.last());
        }
    }

    /** Takes a free block of the size and family of a range; none if there is none. */
    public Optional<AddressRange> take(AddressRange like) {
        Optional<AddressRange> free = Stream.concat(
                        PRIVATE.stream().filter(block -> block.contains(like)), PRIVATE.stream())
                .filter(block -> block.isIpv6() == like.isIpv6() && block.prefixLength() <= like.prefixLength())
                .flatMap(block -> lowestIn(block, like).stream())
                .findFirst();
        free.ifPresent(this::use);
        return free;
    }

    private Optional<AddressRange> lowestIn(AddressRange block, AddressRange like) {
        NavigableMap<BigInteger, BigInteger> intervals = usedBeside(like);
        BigInteger size = like.last().subtract(like.first()).add(BigInteger.ONE);
        BigInteger first = block.first();
        while (true) {
            BigInteger last = first.add(size).subtract(BigInteger.ONE);
            if (last.compareTo(block.last()) > 0) {
                return Optional.empty();
            }
            Map.Entry<BigInteger, BigInteger> near = intervals.floorEntry(last);
            if (near == null || near.getValue().compareTo(first) < 0) {
                return Optional.of(like.at(first));
            }
            first = alignedAfter(near.getValue(), size);
        }
    }

    private static BigInteger alignedAfter(BigInteger last, BigInteger size) {
        return last.divide(size).add(BigInteger.ONE).multiply(size);
    }
}
