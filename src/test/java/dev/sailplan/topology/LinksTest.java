package dev.sailplan.topology;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {

    private static Topology with(String links) {
        return Topologies.of("""
                name: t
                networks:
                  - {name: a}
                  - name: b
                    gateways: [{name: inside, cluster: west}, {name: outside}]
                clusters: [{name: east, network: a}, {name: west, network: b}, {name: lone}]
                links: [%s]
                """.formatted(links));
    }

    private static Links.State eastToWest(String links, int port) {
        Topology topology = with(links);
        return topology.links().between(named(topology.clusters(), "east"), named(topology.clusters(), "west"), port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                     | UNDECLARED",
                "{from: east, to: west}                                 | OPEN",
                "{from: a, to: b}                                       | OPEN",
                "{from: a, to: west}                                    | OPEN",
                "{from: east, to: b}                                    | OPEN",
                "{from: west, to: east}                                 | UNDECLARED",
                "{from: a, to: b, routable: false}                      | NOT_ROUTABLE",
                "{from: a, to: b, ports: [443, 15012]}                  | OPEN",
                "{from: a, to: b, ports: [443]}                         | PORT_CLOSED",
                "{from: a, to: b, ports: []}                            | PORT_CLOSED",
                "{from: a, to: b, routable: false, ports: [15012]}      | NOT_ROUTABLE"
            })
    void aLinkIsDirectedAndOpensItsPorts(String links, Links.State expected) {
        assertThat(eastToWest(links, 15012)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: east, to: west}, {from: a, to: b, routable: false}    | OPEN",
                "{from: a, to: b}, {from: east, to: west, routable: false}    | NOT_ROUTABLE",
                "{from: a, to: b, routable: false}, {from: east, to: b}       | OPEN",
                "{from: a, to: b}, {from: a, to: west, routable: false}       | NOT_ROUTABLE",
                "{from: a, to: west, routable: false}, {from: east, to: west} | OPEN"
            })
    void aClusterBeatsItsNetworkWhateverTheOrder(String links, Links.State expected) {
        assertThat(eastToWest(links, 443)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: a, to: b, ports: [80]}, {from: a, to: b, ports: [443]}         | OPEN",
                "{from: a, to: b, routable: false}, {from: a, to: b, ports: [443]}     | OPEN",
                "{from: a, to: west, routable: false}, {from: east, to: b}             | OPEN",
                "{from: a, to: b, ports: [80]}, {from: a, to: b, ports: [8080]}        | PORT_CLOSED"
            })
    void entriesOfTheSameRankAddUp(String links, Links.State expected) {
        assertThat(eastToWest(links, 443)).isEqualTo(expected);
    }

    @Test
    void aGatewayIsWhereItsClusterIsElseInItsNetwork() {
        Topology topology = with("{from: a, to: west, routable: false}, {from: a, to: b}");
        Cluster east = named(topology.clusters(), "east");
        var gateways = named(topology.networks(), "b").gateways().get();

        assertThat(topology.links().between(east, named(gateways, "inside"), 443))
                .isEqualTo(Links.State.NOT_ROUTABLE);
        assertThat(topology.links().between(east, named(gateways, "outside"), 443))
                .isEqualTo(Links.State.OPEN);
    }

    @Test
    void aClusterWithoutNetworkIsMeantByItsNameAlone() {
        Topology topology = with("{from: a, to: b, routable: false}, {from: lone, to: b}");
        Cluster lone = named(topology.clusters(), "lone");

        assertThat(topology.links().between(lone, named(topology.clusters(), "west"), 443))
                .isEqualTo(Links.State.OPEN);
        assertThat(topology.links().between(lone, named(topology.clusters(), "east"), 443))
                .isEqualTo(Links.State.UNDECLARED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                      | false",
                "{from: a, to: b}                                        | false",
                "{from: a, to: b, routable: false, ports: [443]}         | false",
                "{from: a, to: b, ports: []}                             | false",
                "{from: a, to: b, ports: [443]}                          | true",
                "{from: a, to: b, ports: [443]}, {from: a, to: b}        | false",
                "{from: a, to: b, ports: [443]}, {from: east, to: west}  | false",
                "{from: a, to: b}, {from: east, to: west, ports: [443]}  | true"
            })
    void itDependsOnThePortWhereOnlySomeAreOpen(String links, boolean expected) {
        Topology topology = with(links);

        assertThat(topology.links()
                        .dependsOnPort(named(topology.clusters(), "east"), named(topology.clusters(), "west")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                              | ''",
                "{from: a, to: b}                                                | /links/0",
                "{from: a, to: b}, {from: b, to: a}, {from: a, to: b}            | /links/0 /links/2",
                "{from: a, to: b}, {from: east, to: b}, {from: a, to: west}      | /links/1 /links/2",
                "{from: a, to: b}, {from: east, to: west}                        | /links/1"
            })
    void theEntriesOfTheMostSpecificRankDecide(String links, String expected) {
        Topology topology = with(links);
        String places =
                topology
                        .links()
                        .placesBetween(named(topology.clusters(), "east"), named(topology.clusters(), "west"))
                        .stream()
                        .map(Pointer::text)
                        .collect(Collectors.joining(" "));

        assertThat(places).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                              | none",
                "{from: a, to: b, ports: [443]}                                  | none",
                "{from: a, to: b, ports: [80]}                                   | a b [/links/0] true",
                "{from: a, to: b, routable: false}                               | a b [/links/0] false",
                "{from: a, to: b, ports: [80]}, {from: a, to: b, ports: [81]}    | a b [/links/0, /links/1] true",
                "{from: a, to: b, ports: [80]}, {from: east, to: west, ports: []} | east west [/links/1] true",
                "{from: a, to: west, ports: [80]}, {from: east, to: b, ports: [81]} | east b [/links/1] true",
                "{from: a, to: west, ports: [80]}, {from: east, to: b, routable: false} | a west [/links/0] true",
                "{from: a, to: west, routable: false}, {from: east, to: b}       | none"
            })
    void aBarrierIsTheRouteThatClosesThePort(String links, String expected) {
        Topology topology = with(links);
        String barrier = topology.links()
                .barrier(
                        Place.of(named(topology.clusters(), "east")), Place.of(named(topology.clusters(), "west")), 443)
                .map(each -> each.from() + " " + each.to() + " " + each.at() + " " + each.routable())
                .orElse("none");

        assertThat(barrier).isEqualTo(expected);
    }

    @Test
    void whereThePortIsNotKnownAnyOpenOneWillDo() {
        Topology topology = with("{from: a, to: b, ports: [80]}, {from: b, to: a, ports: []}");
        Place east = Place.of(named(topology.clusters(), "east"));
        Place west = Place.of(named(topology.clusters(), "west"));

        assertThat(topology.links().barrier(east, west, null)).isEmpty();
        assertThat(topology.links().barrier(west, east, null)).isPresent();
        assertThat(topology.links().dependsOnPort(east, west)).isTrue();
        assertThat(topology.links().dependsOnPort(west, east)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                      | false | false",
                "{from: a, to: b}                                        | false | false",
                "{from: a, to: b, ports: [80]}                           | true  | true",
                "{from: a, to: b, routable: false}, {from: east, to: west} | true | true",
                "{from: lone, to: b, ports: []}                          | false | true",
                "{from: a, to: a, ports: []}                             | false | false"
            })
    void aRestrictionIsAnyEntryThatIsNotOpenForAll(String links, boolean between, boolean anywhere) {
        Topology topology = with(links);
        Place west = Place.of(named(topology.clusters(), "west"));

        assertThat(topology.links().restrict(Place.of(named(topology.clusters(), "east")), west))
                .isEqualTo(between);
        assertThat(topology.links().restrict(west)).isEqualTo(anywhere);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: east, to: near, ports: [80]}                             | east near",
                "{from: a, to: a, ports: [80]}, {from: near, to: a, ports: []}   | a a, near a",
                "{from: a, to: a, routable: false}                               | ''",
                "{from: east, to: west, ports: [80]}                             | ''",
                "{from: a, to: a}                                                | ''"
            })
    void limitsInsideANetworkLeaveSomePortsOpenOrNone(String links, String expected) {
        Topology topology = Topologies.of("""
                name: t
                networks: [{name: a}, {name: b}]
                clusters: [{name: east, network: a}, {name: near, network: a}, {name: west, network: b}]
                links: [%s]
                """.formatted(links));
        String limits = topology.links().limitsInside(topology.clusters()).stream()
                .map(limit -> limit.from() + " " + limit.to())
                .collect(Collectors.joining(", "));

        assertThat(limits).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: a, to: a, routable: false}                                          | east near",
                "{from: a, to: a, routable: false}, {from: east, to: near}                  | near east",
                "{from: a, to: a, routable: false}, {from: east, to: a}, {from: near, to: a} | ''",
                "{from: a, to: b, routable: false}                                          | ''",
                "{from: near, to: east, routable: false}, {from: a, to: a}                  | near east"
            })
    void aSeparationNamesTwoClustersThatARouteKeepsApart(String links, String expected) {
        Topology topology = Topologies.of("""
                name: t
                networks: [{name: a}, {name: b}]
                clusters: [{name: near, network: a}, {name: east, network: a}, {name: west, network: b}]
                links: [%s]
                """.formatted(links));
        String separations = topology.links().separations(List.of(topology.clusters())).stream()
                .map(each -> each.source().name() + " " + each.target().name())
                .collect(Collectors.joining(", "));

        assertThat(separations).isEqualTo(expected);
        assertThat(topology.links().separations(List.of())).isEmpty();
    }
}
