package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferTest {

    /** Whether the endpoints of a service in cluster west are offered to clients in cluster east. */
    private static Judgement offer(String mesh, String east, String west, String service) {
        Topology topology = Topologies.of("""
                name: t
                meshes: [{name: m%s}]
                clusters: [{name: east, mesh: m%s}, {name: west, mesh: m%s}]
                services: [{%s}]
                """.formatted(mesh, east, west, service));
        Service offered = topology.services().get(0);
        Cluster from = named(topology.clusters(), "west");
        Offer.Terms terms = new Offer()
                .to(
                        named(topology.clusters(), "east"),
                        offered,
                        topology.meshes().get(0));
        boolean hidden = terms.hidesAll() || offered.scopeIn(from) == ServiceScope.CLUSTER_LOCAL;
        return hidden ? Judgement.of(false) : terms.isExported(from);
    }

    private static final String WEB = "name: web, namespace: shop";

    @Test
    void endpointsBehindSidecarsAreOfferedUnlessTheServiceIsClusterLocal() {
        assertThat(offer("", "", "", WEB).isYes()).isTrue();
        assertThat(offer("", "", "", WEB + ", scope: clusterLocal").isNo()).isTrue();
        assertThat(offer("", "", "", WEB + ", definedIn: [{cluster: west, scope: clusterLocal}]")
                        .isNo())
                .isTrue();
        assertThat(offer("", "", "", WEB + ", definedIn: [{cluster: east, scope: clusterLocal}]")
                        .isNo())
                .isTrue();
    }

    @Test
    void ambientEndpointsAreOfferedOnlyIfTheServiceIsOfTheMesh() {
        String ambient = ", dataPlane: ambient";

        assertThat(offer(ambient, "", "", WEB).isNo()).isTrue();
        assertThat(offer(ambient, "", "", WEB + ", scope: mesh").isYes()).isTrue();
        assertThat(offer("", ambient, "", WEB).isNo()).isTrue();
        assertThat(offer("", "", ambient, WEB).isNo()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "web, kube-system, false",
        "kubernetes, default, false",
        "istiod, istio-system, false",
        "istiod, istio-east, false",
        "istiod, shop, true",
        "kubernetes, shop, true"
    })
    void someHostsAreClusterLocalByDefault(String name, String namespace, boolean offered) {
        String own = namespace.equals("istio-east") ? ", istioNamespace: istio-east" : "";

        assertThat(offer("", own, "", "name: " + name + ", namespace: " + namespace)
                        .isYes())
                .isEqualTo(offered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[web.shop.svc.cluster.local]    | []                               | false",
                "['*.shop.svc.cluster.local']    | []                               | false",
                "['*']                           | []                               | false",
                "['*.other.svc.cluster.local']   | []                               | true",
                "['*.shop.svc.cluster.local']    | [web.shop.svc.cluster.local]     | true",
                "[web.shop.svc.cluster.local]    | ['*.shop.svc.cluster.local']     | false",
                "['*']                           | ['*.shop.svc.cluster.local']     | true",
                "['*.shop.svc.cluster.local']    | ['*']                            | false",
                "['*.shop.svc.cluster.local']    | ['*.shop.svc.cluster.local']     | true"
            })
    void theMostSpecificHostDecidesAndAnExceptionTheSameOne(String local, String exceptions, boolean offered) {
        String mesh = ", clusterLocalHosts: " + local + ", notClusterLocalHosts: " + exceptions;

        assertThat(offer(mesh, "", "", WEB).isYes()).isEqualTo(offered);
    }

    @Test
    void exceptionsAlsoLiftTheDefaults() {
        String dns = "name: kube-dns, namespace: kube-system";

        assertThat(offer(", notClusterLocalHosts: ['*.kube-system.svc.cluster.local']", "", "", dns)
                        .isYes())
                .isTrue();
        assertThat(offer(", notClusterLocalHosts: ['*.svc.cluster.local']", "", "", dns)
                        .isNo())
                .isTrue();
    }

    @Test
    void withMcsDiscoveryOnlyExportedEndpointsAreOffered() {
        String discovery = ", mcs: {serviceDiscovery: true}";

        assertThat(offer(discovery, "", "", WEB + ", exportedIn: [west]").isYes())
                .isTrue();
        assertThat(offer(discovery, "", "", WEB + ", exportedIn: [east]").isNo())
                .isTrue();
        assertThat(offer(discovery, "", "", WEB).needs()).containsExactly(new Pointer("/services/0/exportedIn"));
        assertThat(offer(", mcs: {serviceDiscovery: true, autoExport: true}", "", "", WEB)
                        .isYes())
                .isTrue();
    }

    @Test
    void mcsMayKeepOrdinaryHostsInsideTheirCluster() {
        assertThat(offer(", mcs: {host: true, clusterLocal: true}", "", "", WEB).isNo())
                .isTrue();
        assertThat(offer(", mcs: {clusterLocal: true}", "", "", WEB).isYes()).isTrue();
        assertThat(offer(", mcs: {host: true}", "", "", WEB).isYes()).isTrue();
    }

    @Test
    void whatIsClusterLocalNeedsNoExport() {
        assertThat(offer(", mcs: {serviceDiscovery: true}", "", "", WEB + ", scope: clusterLocal")
                        .isNo())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | ''                       | scope: clusterLocal                             | /services/0/scope",
                "''                                       | ''                       | 'definedIn: [{cluster: west, scope: clusterLocal}]' | /services/0/definedIn/0/scope",
                "''                                       | ''                       | 'definedIn: [{cluster: west}, {cluster: east, scope: clusterLocal}]' | /services/0/definedIn/1/scope",
                "''                                       | ', dataPlane: ambient'   | 'ports: []'                                     | /services/0/scope",
                "', clusterLocalHosts: [x, \"*.local\", \"*.shop.svc.cluster.local\"]' | '' | 'ports: []'                    | /meshes/0/clusterLocalHosts/2",
                "', clusterLocalHosts: [\"*.kube-system.svc.cluster.local\"]' | ''     | namespace: kube-system                          | /meshes/0/clusterLocalHosts/0",
                "', mcs: {host: true, clusterLocal: true}' | ''                       | 'ports: []'                                     | /meshes/0/mcs/clusterLocal",
                "''                                       | ''                       | namespace: kube-system                          | /services/0"
            })
    void namesThePlaceThatKeepsEndpointsInTheirCluster(String mesh, String west, String service, String place) {
        assertThat(seclusion(mesh, west, service))
                .hasValueSatisfying(why -> assertThat(why.place().pointer()).isEqualTo(new Pointer(place)));
    }

    @Test
    void namesNoPlaceForEndpointsThatAreOffered() {
        assertThat(seclusion("", "", "scope: mesh")).isEmpty();
        assertThat(seclusion(
                        ", notClusterLocalHosts: ['*.kube-system.svc.cluster.local']", "", "namespace: kube-system"))
                .isEmpty();
    }

    private static Optional<Seclusion> seclusion(String mesh, String west, String service) {
        String namespace = service.startsWith("namespace") ? "" : ", namespace: shop";
        Topology topology = Topologies.of("""
                name: t
                meshes: [{name: m%s}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m%s}]
                services: [{name: web%s, %s}]
                """.formatted(mesh, west, namespace, service));
        return new Offer()
                .seclusion(
                        topology.services().get(0),
                        named(topology.clusters(), "west"),
                        named(topology.clusters(), "east"),
                        topology.meshes().get(0));
    }
}
