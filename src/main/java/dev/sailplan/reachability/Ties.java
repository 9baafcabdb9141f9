package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Gateway;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a way depends on besides its workload and its gateways; many ways have the same. */
public final class Ties {

    private final Set<String> links;
    private final Map<Gateway, Set<String>> linksTo;
    private final Set<String> roots;
    private final Set<Pointer> unknownRoots;
    private final int hash;

    /**
     * Says on what a way depends.
     *
     * @param links declared links any of which may close it, by name
     * @param linksTo the same of each of its gateways: declared links without which that gateway may be no use
     * @param roots the roots to which the certificates on it chain, by name; empty where calls are in plain text
     * @param unknownRoots where those of them that are not known would be stated
     */
    Ties(
            Collection<String> links,
            Map<Gateway, Set<String>> linksTo,
            Collection<String> roots,
            Collection<Pointer> unknownRoots) {
        this.links = Set.copyOf(links);
        this.linksTo = Map.copyOf(linksTo);
        this.roots = Set.copyOf(roots);
        this.unknownRoots = Set.copyOf(unknownRoots);
        this.hash = Objects.hash(this.links, this.linksTo, this.roots, this.unknownRoots);
    }

    /** The declared links that may close it, whichever of its gateways is taken. */
    public Set<String> links() {
        return links;
    }

    /** The declared links without which one of its gateways may be no use. */
    public Set<String> linksTo(Gateway gateway) {
        return linksTo.getOrDefault(gateway, Set.of());
    }

    /** Every declared link that may close it, or some of its gateways. */
    public List<String> allLinks() {
        return Stream.concat(links.stream(), linksTo.values().stream().flatMap(Set::stream))
                .distinct()
                .sorted()
                .toList();
    }

    /** The roots to which the certificates on it chain, as far as they are known; none where calls are in plain text. */
    public Set<String> roots() {
        return roots;
    }

    /** Where the other roots would be stated. */
    public Set<Pointer> unknownRoots() {
        return unknownRoots;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Ties ties && hash == ties.hash && isLike(ties));
    }

    private boolean isLike(Ties other) {
        return links.equals(other.links)
                && linksTo.equals(other.linksTo)
                && roots.equals(other.roots)
                && unknownRoots.equals(other.unknownRoots);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
