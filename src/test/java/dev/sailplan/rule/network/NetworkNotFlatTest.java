package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: a link is routable unless it says otherwise, and a network is what its clusters name
class NetworkNotFlatTest {

    private static final String DENIED = "{from: east, to: west, routable: false}";

    private final RuleTester tester = RuleTester.of("NET003");

    /** Two clusters of a mesh on one network, and one on another; each link on a line of its own. */
    private static String with(String... links) {
        return """
                name: t
                networks: [{name: flat}, {name: other}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: flat}
                  - {name: west, mesh: m, network: flat}
                  - {name: far, mesh: m, network: other}
                links:
                """ + List.of(links).stream().map(link -> "  - " + link + "\n").collect(Collectors.joining());
    }

    /** Marks the two clusters on one network. */
    private static String broken(String yaml) {
        return yaml.replaceAll("(?m)^( {2}- \\{name: (east|west),.*)$", "$1  # NET003");
    }

    @Test
    void findsALinkThatLetsNothingThroughBetweenClustersOfOneNetwork() {
        Finding finding = tester.finding(broken(with(DENIED + "  # NET003")));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("network", "flat")
                .containsEntry("from", "east")
                .containsEntry("to", "west")
                .containsEntry("source", "east")
                .containsEntry("target", "west");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/links/0", "/clusters/0/network", "/clusters/1/network");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({
        "east, west, east, west",
        "west, east, west, east",
        "flat, flat, east, west",
        "east, flat, east, west",
        "flat, east, west, east"
    })
    void aLinkMayNameClustersOrTheirNetworkInEitherDirection(String from, String to, String source, String target) {
        String link = "{from: %s, to: %s, routable: false}  # NET003".formatted(from, to);

        assertThat(tester.finding(broken(with(link))).facts())
                .containsEntry("source", source)
                .containsEntry("target", target);
    }

    @Test
    void eachLinkIsAFindingOfItsOwn() {
        List<Finding> findings = tester.check(
                broken(with(DENIED + "  # NET003", "{from: west, to: east, routable: false, ports: [443]}  # NET003")));

        assertThat(findings).hasSize(2);
    }

    @Test
    void entriesBetweenTheSameTwoAreOneCause() {
        assertThat(tester.finding(broken(with(DENIED + "  # NET003", DENIED + "  # NET003")))
                        .subjects())
                .hasSize(4);
        tester.holds(with(DENIED, "{from: east, to: west}"));
    }

    @Test
    void anEntryForClustersBeatsOneForTheirNetwork() {
        String inside = "{from: flat, to: flat, routable: false}";

        Finding finding = tester.finding(broken(with(inside + "  # NET003", "{from: east, to: west}")));
        assertThat(finding.facts()).containsEntry("source", "west").containsEntry("target", "east");
        tester.holds(with(inside, "{from: east, to: west}", "{from: west, to: east}"));
        tester.holds(with(inside, "{from: east, to: flat}", "{from: west, to: flat}"));
        tester.holds(with(inside, "{from: flat, to: east}", "{from: flat, to: west}"));
        tester.finding(broken(with(inside, DENIED + "  # NET003", "{from: west, to: east}")));
    }

    @Test
    void entriesOfTheSameRankAddUp() {
        String denied = "{from: east, to: flat, routable: false}";

        tester.holds(with(denied, "{from: flat, to: west}"));
        tester.finding(broken(with(denied + "  # NET003", "{from: flat, to: far}")));
        tester.holds(with(denied, "{from: east, to: west}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: east, to: far, routable: false}",
                "{from: flat, to: other, routable: false}",
                "{from: other, to: other, routable: false}",
                "{from: east, to: east, routable: false}",
                "{from: east, to: west, ports: [443]}",
                "{from: east, to: west, ports: []}",
                "{from: flat, to: flat}"
            })
    void holdsForLinksThatKeepNoClustersOfOneNetworkApart(String link) {
        tester.holds(with(link));
    }

    @Test
    void clustersThatNameNoNetworkShareTheImplicitOne() {
        String implicit = with(DENIED + "  # NET003").replaceAll(", network: \\w+", "");

        Finding finding = tester.finding(broken(implicit));
        assertThat(finding.message()).contains("the implicit network");
        tester.holds(with(DENIED).replace("{name: west, mesh: m, network: flat}", "{name: west, mesh: m}"));
    }

    @Test
    void aClusterMayHaveTheNameOfItsNetwork() {
        String named = with("{from: flat, to: flat, routable: false}  # NET003").replace("east", "flat");

        assertThat(tester.finding(named.replaceAll("(?m)^( {2}- \\{name: (flat|west),.*)$", "$1  # NET003"))
                        .facts())
                .containsEntry("source", "flat")
                .containsEntry("target", "west");
    }

    @Test
    void onlyClustersThatExchangeEndpointsHaveToBeRoutable() {
        String meshes = with(DENIED).replace("{name: west, mesh: m,", "{name: west, mesh: n,");

        tester.holds(meshes.replace("{name: m}", "{name: m}, {name: n}"));
        tester.finding(broken(meshes.replace(DENIED, DENIED + "  # NET003")
                .replace("{name: m}", "{name: m}, {name: n, federatesWith: [{mesh: m}]}")));
        tester.holds(with(DENIED).replace("{name: west, mesh: m,", "{name: west,"));
    }

    /** Every cluster but the last two has entries of its own, which are open. */
    @Test
    void hundredsOfClustersAreOneFinding() {
        String clusters = IntStream.range(0, 500)
                .mapToObj("  - {name: c%03d, mesh: m, network: flat}\n"::formatted)
                .collect(Collectors.joining())
                .replaceAll("(?m)^(.*(c498|c499).*)$", "$1  # NET003");
        String links = IntStream.range(0, 498)
                .mapToObj("  - {from: c%1$03d, to: flat}\n  - {from: flat, to: c%1$03d}\n"::formatted)
                .collect(Collectors.joining());
        String yaml = "name: t\nnetworks: [{name: flat}]\nmeshes: [{name: m}]\nclusters:\n" + clusters
                + "links:\n  - {from: flat, to: flat, routable: false}  # NET003\n" + links;

        assertThat(tester.finding(yaml).facts()).containsEntry("source", "c498").containsEntry("target", "c499");
    }
}
