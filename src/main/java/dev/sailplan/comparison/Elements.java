package dev.sailplan.comparison;

import dev.sailplan.document.ClusterDocument;
import dev.sailplan.document.ControlPlaneDocument;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.ElementNames;
import dev.sailplan.document.LinkDocument;
import dev.sailplan.document.MeshDocument;
import dev.sailplan.document.NetworkDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.TenantDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.TrafficDocument;
import dev.sailplan.document.WaiverDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The elements of one version of a topology, list by list. */
final class Elements {

    private static final List<String> NAME = List.of("name");
    private static final List<String> NAME_OF_SERVICE = List.of("mesh", "namespace", "name");
    private static final List<String> NONE = List.of();

    private final TopologyDocument document;
    private final MeshNames meshes;

    Elements(TopologyDocument document, MeshNames meshes) {
        this.document = document;
        this.meshes = meshes;
    }

    /** The topology itself. */
    Element topology() {
        TopologyDocument own = new TopologyDocument(
                document.name(),
                document.description(),
                document.labels(),
                document.istioVersion(),
                document.asOf(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                document.requirements());
        String name = String.valueOf(document.name());
        return new Element(ElementKind.TOPOLOGY.toString(), name, "", Pointer.ROOT, own, NONE);
    }

    /** The others, in the order of the format. */
    List<List<Element>> lists() {
        return List.of(
                named("networks", ElementKind.NETWORK, document.networks(), NetworkDocument::name),
                named("meshes", ElementKind.MESH, document.meshes(), MeshDocument::name),
                named("clusters", ElementKind.CLUSTER, document.clusters(), ClusterDocument::name),
                named("controlPlanes", ElementKind.CONTROL_PLANE, document.controlPlanes(), ControlPlaneDocument::name),
                services(),
                named("tenants", ElementKind.TENANT, document.tenants(), TenantDocument::name),
                each("traffic", document.traffic(), this::traffic),
                each("links", document.links(), Elements::link),
                each("waivers", document.waivers(), Elements::waiver));
    }

    /** Makes an element of an entry of a list. */
    private interface Making<T> {
        Element make(T written, Pointer at);
    }

    private static <T extends Record> List<Element> each(String field, @Nullable List<T> written, Making<T> making) {
        List<Element> elements = new ArrayList<>();
        for (T entry : Objects.requireNonNullElse(written, List.<T>of())) {
            elements.add(making.make(entry, Pointer.ROOT.field(field).index(elements.size())));
        }
        return elements;
    }

    private static <T extends Record> List<Element> named(
            String field, ElementKind kind, @Nullable List<T> written, Function<T, @Nullable String> nameOf) {
        return each(field, written, (entry, at) -> {
            String name = String.valueOf(nameOf.apply(entry));
            return new Element(kind.toString(), name, name, at, entry, NAME);
        });
    }

    private List<Element> services() {
        return each("services", document.services(), (service, at) -> {
            String name = ElementNames.ofService(service, service.mesh(), meshes.areSeveral())
                    .name();
            String key = meshes.keyOf(service.mesh(), service.namespace() + "/" + service.name());
            return new Element(ElementKind.SERVICE.toString(), name, key, at, service, NAME_OF_SERVICE);
        });
    }

    private Element traffic(TrafficDocument traffic, Pointer at) {
        String label = traffic.from() == null || traffic.to() == null
                ? ""
                : Label.of(traffic.from()) + "→" + Label.of(traffic.to());
        String key = meshes.keyOf(traffic.from()) + "→" + meshes.keyOf(traffic.to());
        return new Element("traffic", label, key, at, traffic, NONE);
    }

    private static Element link(LinkDocument link, Pointer at) {
        String label = link.from() + "→" + link.to();
        return new Element("link", label, label, at, link, NONE);
    }

    private static Element waiver(WaiverDocument waiver, Pointer at) {
        String key = waiver.rule() + (waiver.subjects() == null ? "" : Content.textOf("", waiver.subjects()));
        return new Element("waiver", Label.of(waiver), key, at, waiver, NONE);
    }
}
