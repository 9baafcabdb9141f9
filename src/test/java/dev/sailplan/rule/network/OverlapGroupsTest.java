package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.network.OverlapGroups.Claim;
import dev.sailplan.rule.network.OverlapGroups.Use;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Topology;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapGroupsTest {

    private static final List<Cluster> CLUSTERS = clusters(6);

    /** Few enough that most sets hold nested, equal and disjoint ones. */
    private static final List<String> RANGES = List.of(
            "0.0.0.0/0",
            "10.0.0.0/14",
            "10.0.0.0/15",
            "10.0.0.0/16",
            "10.1.0.0/16",
            "10.2.0.0/16",
            "10.0.0.0/24",
            "10.0.1.0/24",
            "10.1.0.0/24",
            "10.2.0.0/31",
            "10.0.0.0",
            "10.0.0.7",
            "10.0.1.7",
            "10.1.0.7",
            "10.2.0.0",
            "10.2.0.1",
            "::/0",
            "2001:db8::/32",
            "2001:db8::/64",
            "2001:db8:0:1::/64",
            "2001:db8::",
            "2001:db8::7",
            "::a00:7");

    /** The addresses of a range, both ends included. */
    private record Bounds(boolean v6, BigInteger first, BigInteger last) {

        static Bounds of(String text) {
            try {
                String[] parts = text.split("/", -1);
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int bits = address.length * 8;
                int prefix = parts.length > 1 ? Integer.parseInt(parts[1]) : bits;
                BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
                BigInteger first = new BigInteger(1, address).divide(size).multiply(size);
                return new Bounds(bits == 128, first, first.add(size).subtract(BigInteger.ONE));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("Only literals are used", impossible);
            }
        }

        boolean overlaps(Bounds other) {
            return v6 == other.v6 && first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
        }
    }

    private static List<Cluster> clusters(int count) {
        String names =
                IntStream.range(0, count).mapToObj(i -> "{name: c" + i + "}").collect(Collectors.joining(", "));
        var document = RuleTester.read("{name: overlaps, clusters: [" + names + "]}");
        return Topology.of(document.content(), RuleTester.AS_OF, Ruleset.CURRENT.newestIstio())
                .clusters();
    }

    private static Claim claim(String range, Use use, Cluster cluster, int number) {
        AddressRange read = AddressRange.ofCidr(range)
                .or(() -> AddressRange.ofAddress(range))
                .orElseThrow();
        Pointer at = Pointer.ROOT.field("claims").index(number);
        return new Claim(read, use, cluster, new Subject(at, new ElementId(ElementKind.CLUSTER, cluster.name())));
    }

    /** The groups by definition: every pair compared, and the graph of conflicts searched. */
    private static Set<Set<String>> byDefinition(List<Claim> claims) {
        List<Bounds> bounds = claims.stream()
                .map(claim -> Bounds.of(claim.range().toString()))
                .toList();
        List<List<Integer>> conflicts = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            List<Integer> mine = new ArrayList<>();
            for (int j = 0; j < claims.size(); j++) {
                if (i != j
                        && areInConflict(claims.get(i), claims.get(j))
                        && bounds.get(i).overlaps(bounds.get(j))) {
                    mine.add(j);
                }
            }
            conflicts.add(mine);
        }
        return components(claims, conflicts);
    }

    private static boolean areInConflict(Claim one, Claim other) {
        return OverlapGroups.areInConflict(one.use(), one.cluster(), other.use(), other.cluster());
    }

    private static Set<Set<String>> components(List<Claim> claims, List<List<Integer>> conflicts) {
        Set<Set<String>> components = newSet();
        boolean[] seen = new boolean[claims.size()];
        for (int start = 0; start < claims.size(); start++) {
            if (seen[start] || conflicts.get(start).isEmpty()) {
                continue;
            }
            Set<String> component = new TreeSet<>();
            Deque<Integer> waiting = new ArrayDeque<>(List.of(start));
            seen[start] = true;
            while (!waiting.isEmpty()) {
                int next = waiting.remove();
                component.add(nameOf(claims.get(next)));
                conflicts.get(next).stream().filter(each -> !seen[each]).forEach(each -> {
                    seen[each] = true;
                    waiting.add(each);
                });
            }
            components.add(component);
        }
        return components;
    }

    private static Set<Set<String>> newSet() {
        return new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
    }

    private static String nameOf(Claim claim) {
        return claim.use() + " " + claim.range() + " of " + claim.cluster().name() + " at "
                + claim.subject().pointer();
    }

    private static Set<Set<String>> namesOf(List<List<Claim>> groups) {
        Set<Set<String>> names = newSet();
        groups.forEach(group -> names.add(
                group.stream().map(OverlapGroupsTest::nameOf).collect(Collectors.toCollection(TreeSet::new))));
        return names;
    }

    private static List<Claim> randomClaims(Random random) {
        int clusters = 1 + random.nextInt(CLUSTERS.size());
        int ranges = 1 + random.nextInt(RANGES.size());
        Use[] uses = Use.values();
        int kinds = 1 + random.nextInt(uses.length);
        int first = random.nextInt(uses.length);
        List<Claim> claims = new ArrayList<>();
        int count = random.nextInt(1 + random.nextInt(60));
        for (int i = 0; i < count; i++) {
            String range = RANGES.get((random.nextInt(ranges) + first * 5) % RANGES.size());
            Use use = uses[(first + random.nextInt(kinds)) % uses.length];
            claims.add(claim(range, use, CLUSTERS.get(random.nextInt(clusters)), i));
        }
        return claims;
    }

    @Test
    void agreesWithTheDefinitionAndWithItselfInAnyOrder() {
        int overlapping = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            List<Claim> claims = randomClaims(random);
            List<List<Claim>> groups = OverlapGroups.of(claims);
            assertThat(namesOf(groups)).as("seed %d", seed).isEqualTo(byDefinition(claims));
            assertThat(groups).as("seed %d", seed).allMatch(group -> group.size() > 1);

            List<Claim> shuffled = new ArrayList<>(claims);
            Collections.shuffle(shuffled, random);
            assertThat(OverlapGroups.of(shuffled)).as("seed %d", seed).isEqualTo(groups);
            overlapping += groups.isEmpty() ? 0 : 1;
        }
        assertThat(overlapping).as("sets with an overlap").isBetween(1_000, 4_900);
    }

    @Test
    void joinsTheNodesOfManyClustersAsSoonAsAnotherUseMeetsThem() {
        List<Cluster> many = clusters(40);
        List<Claim> claims = new ArrayList<>();
        many.forEach(cluster -> claims.add(claim("10.0.0.0/16", Use.NODE, cluster, claims.size())));
        assertThat(OverlapGroups.of(claims)).isEmpty();

        claims.add(claim("10.0.3.0/24", Use.POD, many.get(0), claims.size()));
        assertThat(OverlapGroups.of(claims))
                .singleElement()
                .satisfies(group -> assertThat(group).hasSize(40));
        claims.add(claim("10.0.4.0/24", Use.SERVICE, many.get(39), claims.size()));
        assertThat(OverlapGroups.of(claims))
                .singleElement()
                .satisfies(group -> assertThat(group).hasSize(42));
        assertThat(namesOf(OverlapGroups.of(claims))).isEqualTo(byDefinition(claims));
    }

    @ParameterizedTest
    @CsvSource({
        "POD, POD, true, false",
        "POD, SERVICE, true, true",
        "POD, NODE, true, false",
        "POD, ENDPOINT, true, false",
        "SERVICE, SERVICE, true, false",
        "SERVICE, NODE, true, false",
        "SERVICE, ENDPOINT, true, false",
        "NODE, NODE, false, false",
        "NODE, ENDPOINT, false, false",
        "ENDPOINT, ENDPOINT, true, false"
    })
    void knowsWhichUsesExcludeEachOther(Use one, Use other, boolean between, boolean within) {
        Cluster mine = CLUSTERS.get(0);
        Cluster theirs = CLUSTERS.get(1);

        assertThat(OverlapGroups.areInConflict(one, mine, other, theirs)).isEqualTo(between);
        assertThat(OverlapGroups.areInConflict(other, mine, one, theirs)).isEqualTo(between);
        assertThat(OverlapGroups.areInConflict(one, mine, other, mine)).isEqualTo(within);
        assertThat(OverlapGroups.areInConflict(other, mine, one, mine)).isEqualTo(within);
    }

    @Test
    void coversEveryPairOfUses() {
        assertThat(EnumSet.allOf(Use.class)).containsExactly(Use.POD, Use.SERVICE, Use.NODE, Use.ENDPOINT);
    }

    @Test
    void finishesForFiveHundredClustersWithSharedNodeSubnetsAndFiftyThousandEndpoints() {
        List<Cluster> many = clusters(500);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < many.size(); i++) {
            String pods = "10." + i / 2 + "." + i % 2 * 128 + ".0/17";
            claims.add(claim(pods, Use.POD, many.get(i), claims.size()));
            claims.add(claim("172.16.0.0/16", Use.NODE, many.get(i), claims.size()));
            for (int j = 0; j < 100; j++) {
                String pod = "10." + i / 2 + "." + (i % 2 * 128 + j) + "." + j;
                claims.add(claim(pod, Use.ENDPOINT, many.get(i), claims.size()));
            }
        }
        assertThat(OverlapGroups.of(claims)).isEmpty();

        claims.add(claim("172.16.9.0/24", Use.POD, many.get(7), claims.size()));
        claims.add(claim("172.16.9.0/24", Use.POD, many.get(8), claims.size()));
        assertThat(OverlapGroups.of(claims))
                .singleElement()
                .satisfies(group -> assertThat(group).hasSize(502));
        claims.add(claim("10.0.0.0/8", Use.SERVICE, many.get(9), claims.size()));
        assertThat(OverlapGroups.of(claims))
                .hasSize(2)
                .anySatisfy(group -> assertThat(group).hasSize(500 + 50_000 + 1 - 100));
    }
}
