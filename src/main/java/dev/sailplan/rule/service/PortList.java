package dev.sailplan.rule.service;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.PortDocument;
import dev.sailplan.rule.Phrase;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a service in a cluster, as far as they have to be the same in all.
 *
 * @param at where they are listed
 * @param ports the ports in an order that depends on nothing but them
 */
record PortList(Pointer at, List<Port> ports) {

    /** One port. What is null is not stated. The place is not part of what it is. */
    record Port(
            Pointer at,
            @Nullable String name,
            @Nullable Integer number,
            @Nullable String protocol) {

        static Port of(PortDocument written, Pointer at) {
            String protocol = written.protocol();
            return new Port(
                    at, written.name(), written.number(), protocol == null ? null : protocol.toUpperCase(Locale.ROOT));
        }

        /** The port as it is called in messages. */
        String label() {
            String details = Stream.of(number, protocol)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .reduce((one, other) -> one + " " + other)
                    .map(some -> " (" + some + ")")
                    .orElse("");
            return (name == null ? "unnamed" : name) + details;
        }
    }

    private static final Comparator<Port> ORDER = Comparator.comparing(
                    Port::name, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Port::number, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Port::protocol, Comparator.nullsLast(Comparator.naturalOrder()));

    /** The ports of an object: its own, else the service's; empty if these are unknown. */
    static Optional<PortList> of(ServiceObject object, Service service) {
        return object.ports().map(own -> of(own, object.at().field("ports"))).or(() -> of(service));
    }

    /** The ports a service has where an object does not say otherwise. */
    static Optional<PortList> of(Service service) {
        return service.ports()
                .asOptional()
                .map(known -> of(known, service.ports().at()));
    }

    private static PortList of(List<PortDocument> written, Pointer at) {
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            ports.add(Port.of(written.get(i), at.index(i)));
        }
        ports.sort(ORDER);
        return new PortList(at, ports);
    }

    /** What is listed, in words that are the same for lists that say the same. */
    List<String> labels() {
        return ports.stream().map(Port::label).toList();
    }

    /** The names of the ports. */
    List<String> names() {
        return ports.stream()
                .map(Port::name)
                .map(name -> name == null ? "" : name)
                .toList();
    }

    /** What is listed here and not there, in words. */
    String without(PortList other) {
        Set<String> there = Set.copyOf(other.labels());
        List<String> rest =
                labels().stream().filter(label -> !there.contains(label)).toList();
        return switch (rest.size()) {
            case 0 -> "no further port";
            case 1 -> "port " + rest.get(0);
            default -> "ports " + Phrase.names(rest);
        };
    }

    /** Whether both have the same ports. One list that is used in several clusters is like itself, whatever it lacks. */
    Judgement isLike(PortList other) {
        if (at.equals(other.at)) {
            return Judgement.of(true);
        }
        if (ports.size() != other.ports.size()) {
            return Judgement.of(false);
        }
        return (isNamed() && other.isNamed()) || ports.size() == 1 ? compareEach(other) : compareUnnamed(other);
    }

    private boolean isNamed() {
        return ports.stream().allMatch(port -> port.name != null);
    }

    private Judgement compareEach(PortList other) {
        Set<Pointer> needs = new LinkedHashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            Port mine = ports.get(i);
            Port theirs = other.ports.get(i);
            boolean alike = isAlike(mine.name, theirs.name, mine, theirs, "name", needs)
                    && isAlike(mine.number, theirs.number, mine, theirs, "number", needs)
                    && isAlike(mine.protocol, theirs.protocol, mine, theirs, "protocol", needs);
            if (!alike) {
                return Judgement.of(false);
            }
        }
        return needs.isEmpty() ? Judgement.of(true) : Judgement.unknown(needs.toArray(Pointer[]::new));
    }

    private static boolean isAlike(
            @Nullable Object one, @Nullable Object other, Port mine, Port theirs, String field, Set<Pointer> needs) {
        if (one == null) {
            needs.add(mine.at.field(field));
        }
        if (other == null) {
            needs.add(theirs.at.field(field));
        }
        return one == null || other == null || one.equals(other);
    }

    /** Without names nobody can say which port is which; only the numbers may tell that they are not the same. */
    private Judgement compareUnnamed(PortList other) {
        if (areNumbersKnown() && other.areNumbersKnown() && !numbers().equals(other.numbers())) {
            return Judgement.of(false);
        }
        return Judgement.unknown(Stream.of(this, other)
                .flatMap(list -> list.ports.stream())
                .filter(port -> port.name == null)
                .map(port -> port.at.field("name"))
                .toArray(Pointer[]::new));
    }

    private boolean areNumbersKnown() {
        return ports.stream().allMatch(port -> port.number != null);
    }

    private List<Integer> numbers() {
        return ports.stream()
                .flatMap(port -> Stream.ofNullable(port.number))
                .sorted()
                .toList();
    }
}
