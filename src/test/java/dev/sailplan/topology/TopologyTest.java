package dev.sailplan.topology;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.FailureKind;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.document.ServiceType;
import dev.sailplan.document.TlsMode;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest {

    private static Topology of(String yaml) {
        return Topologies.of("name: t\n" + yaml);
    }

    private static Cluster cluster(Topology topology, String name) {
        return named(topology.clusters(), name);
    }

    private static ControlPlane controlPlane(Topology topology, String name) {
        return named(topology.controlPlanes(), name);
    }

    /** The only workload of a document with one service. */
    private static Workload workload(String mesh, String cluster, String workload) {
        Topology topology = of("""
                networks: [{name: a}, {name: b}]
                meshes: [{name: m%s}]
                clusters: [{name: east, mesh: m%s}]
                services: [{name: web, namespace: shop, workloads: [{cluster: east%s}]}]
                """.formatted(mesh, cluster, workload));
        return topology.services().get(0).workloads().get().get(0);
    }

    @Test
    void onlyFailuresThatAreListedHaveToBeSurvived() {
        Topology topology = of("requirements: {survive: [zone, controlPlane]}");

        assertThat(topology.hasToSurvive(FailureKind.ZONE)).isTrue();
        assertThat(topology.hasToSurvive(FailureKind.CONTROL_PLANE)).isTrue();
        assertThat(topology.hasToSurvive(FailureKind.REGION)).isFalse();
        assertThat(of("requirements: {availability: 99.9}").hasToSurvive(FailureKind.ZONE))
                .isFalse();
        assertThat(of("").hasToSurvive(FailureKind.ZONE)).isFalse();
    }

    @Test
    void rolesFollowFromWhereControlPlanesRun() {
        Topology topology = of("""
                meshes: [{name: m}]
                clusters:
                  - {name: primary, mesh: m}
                  - {name: both, mesh: m, controlPlanes: [i, j]}
                  - {name: remote, mesh: m, controlPlanes: [i]}
                  - {name: config, mesh: m, controlPlanes: [managed]}
                  - {name: configs-itself, mesh: m, controlPlanes: [k]}
                  - {name: unserved, mesh: m, controlPlanes: []}
                  - {name: outside}
                controlPlanes:
                  - {name: i, cluster: primary}
                  - {name: j, cluster: both}
                  - {name: k, cluster: configs-itself, configCluster: configs-itself}
                  - {name: managed, configCluster: config}
                """);

        assertThat(topology.clusters())
                .extracting(Cluster::role)
                .containsExactly(
                        Role.PRIMARY,
                        Role.PRIMARY,
                        Role.REMOTE,
                        Role.CONFIG,
                        Role.PRIMARY,
                        Role.UNSERVED,
                        Role.OUTSIDE);
        assertThat(topology.meshes().get(0).primaries())
                .extracting(Cluster::name)
                .containsExactly("primary", "both", "configs-itself");
    }

    @Test
    void aConfigClusterServedByAControlPlaneOfItsOwnIsPrimary() {
        Topology topology = of("""
                meshes: [{name: m}]
                clusters: [{name: host}, {name: config, mesh: m}]
                controlPlanes:
                  - {name: external, cluster: host, configCluster: config}
                  - {name: own, cluster: config}
                """);

        assertThat(cluster(topology, "config").role()).isEqualTo(Role.PRIMARY);
    }

    @Test
    void controlPlanesInAClusterServeItInTheOrderOfRevisions() {
        String yaml = """
                meshes: [{name: m}, {name: n}]
                clusters: [{name: east, mesh: m%s}]
                controlPlanes:
                  - {name: stable, cluster: east, revision: stable}
                  - {name: canary, cluster: east, revision: canary}
                  - {name: plain, cluster: east}
                  - {name: foreign, cluster: east, mesh: n}
                """;

        assertThat(cluster(of(yaml.formatted("")), "east").controlPlanes())
                .extracting(ControlPlane::name)
                .containsExactly("plain", "stable", "canary");
        assertThat(cluster(of(yaml.formatted(", revision: canary")), "east").controlPlanes())
                .extracting(ControlPlane::name)
                .containsExactly("canary", "plain", "stable");
        assertThat(cluster(of(yaml.formatted(", controlPlanes: [foreign, stable]")), "east")
                        .controlPlanes())
                .extracting(ControlPlane::name)
                .containsExactly("foreign", "stable");
    }

    @Test
    void aControlPlaneKnowsTheClustersThatListIt() {
        Topology topology = of("""
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m, controlPlanes: [j, i]}]
                controlPlanes: [{name: i, cluster: east}, {name: j, cluster: west}]
                """);

        assertThat(controlPlane(topology, "i").servedClusters())
                .extracting(Cluster::name)
                .containsExactly("east", "west");
        assertThat(cluster(topology, "west").firstControlPlane()).contains(controlPlane(topology, "j"));
    }

    @Test
    void aControlPlaneControlsTheMeshOfItsClusterElseTheOnlyOne() {
        Topology several = of("""
                meshes: [{name: m}, {name: n}]
                clusters: [{name: east, mesh: n}]
                controlPlanes: [{name: i, cluster: east}, {name: j, cluster: east, mesh: m}]
                """);
        Topology one = of("meshes: [{name: m}]\nclusters: [{name: host}]\ncontrolPlanes: [{name: i, cluster: host}]");

        assertThat(several.controlPlanes()).extracting(it -> it.mesh().name()).containsExactly("n", "m");
        assertThat(one.controlPlanes().get(0).mesh().name()).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "unknown",
            value = {
                "cluster: east                         | false | false | east",
                "cluster: east, configCluster: east    | false | false | east",
                "cluster: east, configCluster: west    | false | true  | west",
                "cluster: host, mesh: m                | true  | false | unknown",
                "cluster: host, configCluster: west    | true  | true  | west",
                "cluster: other, mesh: m               | true  | false | unknown",
                "mesh: m                               | true  | false | unknown",
                "mesh: m, configCluster: west          | true  | true  | west"
            })
    void anExternalControlPlaneRunsOutsideItsMesh(
            String written, boolean external, boolean claims, @Nullable String config) {
        Topology topology = of("""
                meshes: [{name: m}, {name: n}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m}, {name: other, mesh: n}, {name: host}]
                controlPlanes: [{name: i, %s}]
                """.formatted(written.contains("host, config") ? written + ", mesh: m" : written));
        ControlPlane controlPlane = topology.controlPlanes().get(0);

        assertThat(controlPlane.isExternal()).isEqualTo(external);
        assertThat(controlPlane.claimsToBeExternal()).isEqualTo(claims);
        assertThat(controlPlane.configCluster().asOptional().map(Cluster::name)).isEqualTo(Optional.ofNullable(config));
    }

    @Test
    void aControlPlaneHasDefaults() {
        Topology topology = of("""
                istioVersion: "1.29"
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m, istioNamespace: istio-east}]
                controlPlanes: [{name: i, cluster: east}, {name: managed}]
                """);
        ControlPlane controlPlane = controlPlane(topology, "i");

        assertThat(controlPlane.version()).isEqualTo(new MinorVersion(1, 29));
        assertThat(controlPlane.revision()).isEqualTo("default");
        assertThat(controlPlane.istioNamespace()).isEqualTo("istio-east");
        assertThat(controlPlane(topology, "managed").istioNamespace()).isEqualTo("istio-system");
        assertThat(controlPlane.remoteClusterTimeoutSeconds()).isEqualTo(30);
    }

    @Test
    void whatAControlPlaneDoesNotStateIsUnknown() {
        ControlPlane controlPlane = of("meshes: [{name: m}]\nclusters: [{name: a}]\ncontrolPlanes: [{name: i}]")
                .controlPlanes()
                .get(0);

        assertThat(List.of(
                        controlPlane.replicas(),
                        controlPlane.zones(),
                        controlPlane.address(),
                        controlPlane.addressKind(),
                        controlPlane.isAddressStable(),
                        controlPlane.remoteSecrets()))
                .noneMatch(Fact::isKnown)
                .extracting(fact -> fact.at().text())
                .containsExactly(
                        "/controlPlanes/0/replicas",
                        "/controlPlanes/0/zones",
                        "/controlPlanes/0/address",
                        "/controlPlanes/0/address",
                        "/controlPlanes/0/address/stable",
                        "/controlPlanes/0/remoteSecrets");
    }

    @Test
    void whatAnAddressLeavesOutIsUnknownInItsPlace() {
        ControlPlane controlPlane = of("meshes: [{name: m}]\ncontrolPlanes: [{name: i, address: {stable: true}}]")
                .controlPlanes()
                .get(0);

        assertThat(controlPlane.hasAddress()).isTrue();
        assertThat(List.of(controlPlane.address(), controlPlane.addressKind()))
                .noneMatch(Fact::isKnown)
                .extracting(fact -> fact.at().text())
                .containsExactly("/controlPlanes/0/address/value", "/controlPlanes/0/address/kind");
    }

    @Test
    void versionsComeFromTheDocumentElseTheRuleset() {
        String yaml = """
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m, proxyVersion: "1.28"}, {name: lone, mesh: m}]
                controlPlanes: [{name: i, cluster: east, version: "1.30"}, {name: j, cluster: west}]
                """;
        Topology topology = of(yaml);

        assertThat(controlPlane(topology, "j").version()).isEqualTo(new MinorVersion(1, 31));
        assertThat(cluster(topology, "east").proxyVersion()).contains(new MinorVersion(1, 30));
        assertThat(cluster(topology, "west").proxyVersion()).contains(new MinorVersion(1, 28));
        assertThat(cluster(topology, "lone").proxyVersion()).isEmpty();
        assertThat(cluster(topology, "east").ownProxyVersion().isKnown()).isFalse();
        assertThat(cluster(topology, "west").ownProxyVersion().get()).isEqualTo(new MinorVersion(1, 28));
    }

    @Test
    void istioVariablesHaveTheDefaultsOfIstio() {
        String yaml = """
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m%s}]
                controlPlanes: [{name: i, cluster: east%s}]
                """;
        ControlPlane plain = of(yaml.formatted("", "")).controlPlanes().get(0);
        ControlPlane ambient =
                of(yaml.formatted(", dataPlane: ambient", "")).controlPlanes().get(0);
        ControlPlane stated =
                of(yaml.formatted(", dataPlane: ambient", """
                , features: {AMBIENT_ENABLE_MULTI_NETWORK: false, AMBIENT_ENABLE_MULTI_NETWORK_INGRESS: true,
                AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT: false, ENABLE_MULTICLUSTER_HEADLESS: false}""")).controlPlanes().get(0);

        assertThat(featuresOf(plain)).containsExactly(false, false, true, true);
        assertThat(featuresOf(ambient)).containsExactly(true, false, true, true);
        assertThat(featuresOf(stated)).containsExactly(false, true, false, false);
    }

    private static List<Boolean> featuresOf(ControlPlane controlPlane) {
        return List.of(
                controlPlane.isAmbientMultiNetwork(),
                controlPlane.isAmbientMultiNetworkIngress(),
                controlPlane.isAmbientMultiNetworkWaypoint(),
                controlPlane.isMulticlusterHeadless());
    }

    @Test
    void withoutAnyNamedNetworkAllAreOnAnImplicitOne() {
        Topology topology = of("networks: [{name: a}]\nclusters: [{name: east}, {name: west}]");
        Network network = cluster(topology, "east").network().orElseThrow();

        assertThat(topology.namesNetworks()).isFalse();
        assertThat(network.isImplicit()).isTrue();
        assertThat(network.label()).isEqualTo("the implicit network");
        assertThat(network.gateways().get()).isEmpty();
        assertThat(cluster(topology, "west").network()).contains(network);
        assertThat(topology.networks()).extracting(Network::name).containsExactly("a");
    }

    @Test
    void besideNamedNetworksAnUnsetOneMatchesEvery() {
        Topology topology = of("""
                networks: [{name: a}, {name: b}]
                clusters: [{name: east, network: a}, {name: west, network: b}, {name: unset}]
                """);

        assertThat(cluster(topology, "unset").network()).isEmpty();
        assertThat(cluster(topology, "unset").isOnNetworkOf(cluster(topology, "east")))
                .isTrue();
        assertThat(cluster(topology, "west").isOnNetworkOf(cluster(topology, "unset")))
                .isTrue();
        assertThat(cluster(topology, "west").isOnNetworkOf(cluster(topology, "east")))
                .isFalse();
        assertThat(named(topology.networks(), "a").clusters())
                .extracting(Cluster::name)
                .containsExactly("east");
    }

    @Test
    void gatewaysAreUnknownUnlessStated() {
        Topology topology = of("networks: [{name: a}, {name: b, gateways: []}]\nclusters: [{name: east, network: a}]");

        assertThat(named(topology.networks(), "a").gateways().isKnown()).isFalse();
        assertThat(named(topology.networks(), "b").gateways().get()).isEmpty();
    }

    @Test
    void aGatewayHasDefaults() {
        Gateway gateway = of("networks: [{name: a, gateways: [{name: g}]}]\nclusters: [{name: east, network: a}]")
                .networks()
                .get(0)
                .gateways()
                .get()
                .get(0);

        assertThat(gateway.cluster()).isEmpty();
        assertThat(gateway.addresses().isKnown()).isFalse();
        assertThat(gateway.isResolvable()).isTrue();
        assertThat(gateway.port()).isEqualTo(15443);
        assertThat(gateway.hbonePort()).isZero();
        assertThat(gateway.exposes(Exposure.SERVICES)).isTrue();
        assertThat(gateway.exposes(Exposure.CONTROL_PLANE)).isFalse();
        assertThat(gateway.hosts()).isEmpty();
        assertThat(gateway.tlsMode()).isEqualTo(TlsMode.AUTO_PASSTHROUGH);
        assertThat(gateway.loadBalancerScope().at().text()).isEqualTo("/networks/0/gateways/0/loadBalancer/scope");
    }

    @Test
    void aGatewayThatExposesNothingExposesNothing() {
        Gateway gateway =
                of("networks: [{name: a, gateways: [{name: g, exposes: [], hosts: []}]}]\nclusters: [{name: east, network: a}]")
                        .networks()
                        .get(0)
                        .gateways()
                        .get()
                        .get(0);

        assertThat(Exposure.values()).noneMatch(gateway::exposes);
        assertThat(gateway.hosts()).contains(List.of());
    }

    @Test
    void aMeshHasDefaults() {
        Mesh mesh = of("meshes: [{name: m}]\nclusters: [{name: a}]").meshes().get(0);

        assertThat(mesh.meshId()).isEqualTo("m");
        assertThat(mesh.trustDomain()).isEqualTo("cluster.local");
        assertThat(mesh.mtls()).isEqualTo(MtlsMode.PERMISSIVE);
        assertThat(mesh.dataPlane()).isEqualTo(DataPlane.SIDECAR);
        assertThat(mesh.clusterLocalHosts()).isEmpty();
        assertThat(mesh.isMcsDiscovery() || mesh.isMcsHost() || mesh.isMcsClusterLocal() || mesh.isMcsAutoExport())
                .isFalse();
        assertThat(List.of(mesh.trustDomainAliases(), mesh.certificateAuthority(), mesh.trustBundles()))
                .noneMatch(Fact::isKnown);
    }

    @Test
    void aFederationDeclaredByOneSideIsOneOfBoth() {
        Topology topology = of("""
                meshes: [{name: m}, {name: n, federatesWith: [{mesh: m, exports: [shop/web]}]}, {name: o}]
                clusters: [{name: a}]
                """);
        Mesh declaring = named(topology.meshes(), "n");

        assertThat(named(topology.meshes(), "m").peers()).containsExactly(declaring);
        assertThat(declaring.peers()).extracting(Mesh::name).containsExactly("m");
        assertThat(named(topology.meshes(), "m").federations()).isEmpty();
        assertThat(declaring.federations()).extracting(Federation::exports).containsExactly(List.of("shop/web"));
        assertThat(named(topology.meshes(), "o").peers()).isEmpty();
    }

    @Test
    void theDataPlaneIsInheritedFromTheMesh() {
        Topology topology = of("""
                meshes: [{name: m, dataPlane: ambient}]
                clusters: [{name: own, mesh: m, dataPlane: sidecar}, {name: inherits, mesh: m}, {name: outside}]
                """);

        assertThat(topology.clusters())
                .extracting(Cluster::dataPlane)
                .containsExactly(DataPlane.SIDECAR, DataPlane.AMBIENT, DataPlane.SIDECAR);
        assertThat(topology.clusters()).extracting(Cluster::isDnsProxy).containsExactly(false, true, false);
    }

    @Test
    void aClusterHasDefaultsAndUnknowns() {
        Cluster cluster = of("clusters: [{name: a, apiServer: {address: 'https://10.0.0.1'}}]")
                .clusters()
                .get(0);

        assertThat(cluster.mesh()).isEmpty();
        assertThat(cluster.istioNamespace()).isEqualTo("istio-system");
        assertThat(cluster.apiServerAddress().get()).isEqualTo("https://10.0.0.1");
        assertThat(cluster.apiServerReachableFrom().at().text()).isEqualTo("/clusters/0/apiServer/reachableFrom");
        assertThat(List.of(
                        cluster.region(),
                        cluster.zones(),
                        cluster.podCidrs(),
                        cluster.serviceCidrs(),
                        cluster.nodeCidrs(),
                        cluster.revision(),
                        cluster.controlPlaneClusters(),
                        cluster.apiServerReachableFrom()))
                .noneMatch(Fact::isKnown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | SIDECAR",
                "', proxy: none'                 | NONE",
                "', proxy: ambient'              | AMBIENT",
                "', hostNetwork: true'           | NONE",
                "', proxy: sidecar, hostNetwork: true' | NONE"
            })
    void aWorkloadHasTheProxyOfItsClusterUnlessItIsOnTheHostNetwork(String written, ProxyKind expected) {
        assertThat(workload("", "", written).proxy()).isEqualTo(expected);
    }

    @Test
    void aWorkloadOfAnAmbientClusterIsAmbient() {
        assertThat(workload(", dataPlane: ambient", "", "").proxy()).isEqualTo(ProxyKind.AMBIENT);
        assertThat(workload(", dataPlane: ambient", ", dataPlane: sidecar", "").proxy())
                .isEqualTo(ProxyKind.SIDECAR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''               | ''                              | PERMISSIVE",
                "', mtls: STRICT' | ''                              | STRICT",
                "', mtls: STRICT' | ', mtls: DISABLE'               | DISABLE",
                "', mtls: STRICT' | ', proxy: none'                 | DISABLE",
                "', mtls: STRICT' | ', hostNetwork: true'           | DISABLE",
                "''               | ', proxy: none, mtls: STRICT'   | STRICT"
            })
    void aWorkloadHasTheMtlsOfTheMeshUnlessNobodyEnforcesIt(String mesh, String written, MtlsMode expected) {
        assertThat(workload(mesh, "", written).mtls()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                             | 1",
                "', replicas: 0'                                | 0",
                "', addresses: []'                              | 1",
                "', addresses: [10.0.0.1, 10.0.0.2]'            | 2",
                "', addresses: [10.0.0.1 fd00::1]'              | 1",
                "', addresses: [10.0.0.1], replicas: 5'         | 5"
            })
    void replicasAreStatedElseOneForEachAddress(String written, int expected) {
        assertThat(workload("", "", written).replicas()).isEqualTo(expected);
    }

    @Test
    void aWorkloadIsWhereItsClusterIs() {
        Workload inherits = workload("", ", network: a, region: eu, zones: [eu-1]", "");
        Workload stated = workload(
                "", ", network: a, region: eu, zones: [eu-1]", ", network: b, region: us, zone: us-1, subzone: rack");

        assertThat(inherits.network().map(Network::name)).contains("a");
        assertThat(inherits.region()).contains("eu");
        assertThat(inherits.zone()).contains("eu-1");
        assertThat(inherits.subzone()).isEmpty();
        assertThat(stated.network().map(Network::name)).contains("b");
        assertThat(stated.region()).contains("us");
        assertThat(stated.zone()).contains("us-1");
        assertThat(stated.subzone()).contains("rack");
    }

    @Test
    void oneOfSeveralZonesIsNobodysDefault() {
        assertThat(workload("", ", zones: [eu-1, eu-2]", "").zone()).isEmpty();
        assertThat(workload("", "", "").region()).isEmpty();
    }

    private static Service service(String mesh, String written) {
        return of("""
                meshes: [{name: m%s}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m, dataPlane: ambient}]
                services: [{name: web, namespace: shop%s}]
                """.formatted(mesh, written)).services().get(0);
    }

    @Test
    void aServiceHasDefaults() {
        Service service = service("", "");

        assertThat(service.id()).hasToString("service/shop/web");
        assertThat(service.mesh().map(Mesh::name)).contains("m");
        assertThat(service.host()).isEqualTo("web.shop.svc.cluster.local");
        assertThat(service.isHeadless()).isFalse();
        assertThat(service.type()).isEqualTo(ServiceType.CLUSTER_IP);
        assertThat(service.clientTls()).isEmpty();
        assertThat(service.serviceEntries()).isEmpty();
        assertThat(service.locality()).isEmpty();
        assertThat(service.allowedTenants()).isEmpty();
        assertThat(service.workloads().isKnown()).isFalse();
        assertThat(service.definedIn().at().text()).isEqualTo("/services/0/workloads");
    }

    @Test
    void aServiceIsDefinedWhereItsWorkloadsAreUnlessItSaysElse() {
        String workloads = ", workloads: [{cluster: west}, {cluster: west}, {cluster: east}]";

        assertThat(service("", workloads).definedIn().get())
                .extracting(Cluster::name)
                .containsExactly("west", "east");
        assertThat(service("", workloads + ", definedIn: []").definedIn().get()).isEmpty();
        assertThat(service("", ", definedIn: [{cluster: west}], serviceEntryIn: [east]")
                        .definedIn()
                        .get())
                .extracting(Cluster::name)
                .containsExactly("west", "east");
    }

    @Test
    void theScopeIsThatOfTheObjectElseTheServiceElseTheDataPlane() {
        Service plain = service("", ", workloads: [{cluster: east}, {cluster: west}]");
        Service stated =
                service("", ", scope: clusterLocal, definedIn: [{cluster: east, scope: mesh}, {cluster: west}]");

        assertThat(scopesOf(plain)).containsExactly(ServiceScope.MESH, ServiceScope.CLUSTER_LOCAL);
        assertThat(scopesOf(stated)).containsExactly(ServiceScope.MESH, ServiceScope.CLUSTER_LOCAL);
        assertThat(scopesOf(service("", ", scope: mesh"))).containsExactly(ServiceScope.MESH, ServiceScope.MESH);
    }

    private static List<ServiceScope> scopesOf(Service service) {
        return service.mesh().orElseThrow().clusters().stream()
                .map(service::scopeIn)
                .toList();
    }

    @Test
    void exportsThatAreNotStatedAreUnknown() {
        assertThat(service(", mcs: {serviceDiscovery: true}", "").exportedIn().isKnown())
                .isFalse();
        assertThat(service(", mcs: {serviceDiscovery: true}", ", exportedIn: []")
                        .exportedIn()
                        .get())
                .isEmpty();
    }

    @Test
    void ofSeveralMeshesAServiceCarriesItsOwnInItsName() {
        Topology topology = of("""
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: n}]
                services: [{name: web, namespace: shop, mesh: n}]
                """);

        assertThat(topology.services().get(0).id()).hasToString("service/n/shop/web");
    }

    @Test
    void remoteSecretsDefaultToTheClustersNameAndServer() {
        Topology topology = of("""
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m, apiServer: {address: "https://west.example"}}]
                controlPlanes:
                  - name: i
                    cluster: east
                    remoteSecrets: [{cluster: west}, {cluster: west, clusterName: wset, server: "https://other.example"}]
                """);
        List<RemoteSecret> secrets = controlPlane(topology, "i").remoteSecrets().get();

        assertThat(secrets).extracting(RemoteSecret::clusterName).containsExactly("west", "wset");
        assertThat(secrets).extracting(RemoteSecret::isNamedRight).containsExactly(true, false);
        assertThat(secrets)
                .extracting(secret -> secret.server().get())
                .containsExactly("https://west.example", "https://other.example");
    }

    private static List<String> roots(String mesh, String clusters, String controlPlanes) {
        Topology topology = of("meshes: [{name: m" + mesh + "}]\nclusters: [" + clusters + "]\ncontrolPlanes: ["
                + controlPlanes + "]\n");
        return topology.meshes().get(0).rootsInUse().stream()
                .map(TrustRoot::label)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                           | an unknown root",
                "', certificateAuthority: {root: r1}'                         | root r1",
                "', certificateAuthority: {root: r1, type: selfSigned}'       | root r1",
                "', certificateAuthority: {type: selfSigned}'                 | a self-signed root of a/istio-system",
                "', certificateAuthority: {type: pluggedIn}'                  | an unknown root"
            })
    void theRootIsNamedSelfSignedOrUnknown(String mesh, String expected) {
        assertThat(roots(mesh, "{name: a, mesh: m}", "{name: i, cluster: a}")).containsExactly(expected);
    }

    @Test
    void theAuthorityInTheClusterOfTheSignerBeatsTheMeshes() {
        String mesh = ", certificateAuthority: {root: r1}";
        String own = ", certificateAuthority: {root: r2}";

        assertThat(roots(
                        mesh,
                        "{name: a, mesh: m" + own + "}, {name: b, mesh: m, controlPlanes: [i]}",
                        "{name: i, cluster: a}"))
                .containsExactly("root r2");
        assertThat(roots(
                        mesh,
                        "{name: a, mesh: m}, {name: b, mesh: m, controlPlanes: [i]" + own + "}",
                        "{name: i, cluster: a}"))
                .containsExactly("root r1");
        assertThat(roots(
                        mesh,
                        "{name: host" + own + "}, {name: a, mesh: m, controlPlanes: [i]}",
                        "{name: i, cluster: host}"))
                .containsExactly("root r2");
        assertThat(roots(mesh, "{name: a, mesh: m" + own + "}", "")).containsExactly("root r1");
    }

    @Test
    void namesInTrafficAreTheElementsTheyName() {
        Topology topology = of("""
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}]
                services: [{name: web, namespace: shop, mesh: n}, {name: web, namespace: shop, mesh: m}]
                traffic: [{from: {service: m/shop/web}, to: {namespace: n/shop}, expect: blocked}]
                """);
        Traffic traffic = topology.traffic().get(0);

        assertThat(traffic.blocked()).isTrue();
        assertThat(traffic.from())
                .isEqualTo(new Traffic.OfService(topology.services().get(1)));
        assertThat(traffic.to()).isEqualTo(new Traffic.OfNamespace(named(topology.meshes(), "n"), "shop"));
        assertThat(topology.services())
                .extracting(((Traffic.OfNamespace) traffic.to())::contains)
                .containsExactly(true, false);
    }

    @Test
    void whatIsNotStatedCannotBeRead() {
        Fact<String> region = of("clusters: [{name: a}]").clusters().get(0).region();

        assertThatThrownBy(region::get)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("/clusters/0/region");
        assertThat(region.orElse("eu")).isEqualTo("eu");
    }

    @Test
    void aClusterHasTheTrustDomainOfTheControlPlaneThatSignsForIt() {
        Topology topology = Topologies.of("""
                name: t
                meshes: [{name: m, trustDomain: mesh.example}]
                clusters:
                  - {name: own, mesh: m, trustDomain: own.example}
                  - {name: remote, mesh: m, trustDomain: ignored.example, controlPlanes: [istiod-own]}
                  - {name: plain, mesh: m}
                  - {name: unserved, mesh: m, trustDomain: ignored.example}
                  - {name: managed, mesh: m, controlPlanes: [vendor]}
                controlPlanes:
                  - {name: istiod-own, cluster: own}
                  - {name: istiod-plain, cluster: plain}
                  - {name: vendor, mesh: m}
                """);
        Mesh mesh = topology.meshes().get(0);

        assertThat(mesh.clusters())
                .extracting(mesh::trustDomainOf)
                .containsExactly("own.example", "own.example", "mesh.example", "mesh.example", "mesh.example");
    }

    @Test
    void aBundleBringsTheTrustDomainOfItsMeshUnlessItListsOthers() {
        Topology topology = Topologies.of("""
                name: t
                meshes:
                  - {name: n, trustDomain: n.example}
                  - name: m
                    trustBundles: [{mesh: n}, {mesh: n, trustDomains: [o.example]}, {root: r}, {root: r, trustDomains: [p.example]}]
                clusters: [{name: c}]
                """);

        assertThat(topology.meshes().get(1).trustBundles().get())
                .extracting(TrustBundle::acceptedDomains)
                .containsExactly(List.of("n.example"), List.of("o.example"), List.of(), List.of("p.example"));
    }

    @Test
    void aServiceIsHeadlessInAClusterAsItsObjectThereSays() {
        Topology topology = Topologies.of("""
                name: t
                clusters: [{name: a}, {name: b}, {name: c}]
                services:
                  - {name: s, namespace: n, headless: true, definedIn: [{cluster: a}, {cluster: b, headless: false}]}
                """);
        Service service = topology.services().get(0);

        assertThat(topology.clusters()).extracting(service::isHeadlessIn).containsExactly(true, false, true);
    }

    @Test
    void namespacesOfATenantAreInTheMeshesItListsElseInThoseOfItsClustersElseInAll() {
        Topology topology = Topologies.of("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}, {name: outside}]
                tenants:
                  - {name: listing, tenancy: cluster, clusters: [a], meshes: [n], namespaces: [x]}
                  - {name: clusters, tenancy: cluster, clusters: [a, outside], namespaces: [x]}
                  - {name: outside, tenancy: cluster, clusters: [outside], namespaces: [x]}
                  - {name: all, tenancy: namespace, namespaces: [x]}
                """);

        assertThat(ownersOf("x", named(topology.meshes(), "m"), topology))
                .containsExactly("clusters", "outside", "all");
        assertThat(ownersOf("x", named(topology.meshes(), "n"), topology)).containsExactly("listing", "outside", "all");
        assertThat(ownersOf("x", null, topology)).containsExactly("outside", "all");
        assertThat(ownersOf("y", null, topology)).isEmpty();
    }

    private static List<String> ownersOf(String namespace, @Nullable Mesh mesh, Topology topology) {
        return topology.tenants().stream()
                .filter(tenant -> tenant.owns(namespace, mesh))
                .map(Tenant::name)
                .toList();
    }
}
