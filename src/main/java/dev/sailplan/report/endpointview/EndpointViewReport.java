package dev.sailplan.report.endpointview;

import dev.sailplan.query.EndpointQuery;
import dev.sailplan.query.EndpointQuery.Answered;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.EndpointView.DroppedEndpoints;
import dev.sailplan.reachability.EndpointView.ServedEndpoint;
import dev.sailplan.reachability.EndpointView.Verdict;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reason;
import dev.sailplan.report.Markdown;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Network;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains endpoint views. What comes from the document is escaped, so that it cannot become markup. */
public final class EndpointViewReport {

    private static final int MOST_ROWS = 100;
    private static final BigInteger PER_MILLE = BigInteger.valueOf(1_000);

    private EndpointViewReport() {}

    /** Writes the answers in their order; the same answers always give the same text. */
    public static String write(Stream<Answered> answers) {
        return answers.map(EndpointViewReport::section).collect(Collectors.joining("\n"));
    }

    private static String section(Answered answered) {
        EndpointQuery query = answered.query();
        EndpointView view = answered.view();
        StringBuilder text = new StringBuilder();
        text.append("## ").append(titleOf(query)).append("\n\n");
        text.append("**")
                .append(view.verdict())
                .append("**: ")
                .append(sentenceOf(view))
                .append('\n');
        text.append('\n').append(nameOf(query, view)).append('\n');
        if (!query.failures().isEmpty()) {
            String failed =
                    query.failures().stream().map(EndpointViewReport::wordsOf).collect(Collectors.joining(", "));
            text.append("\nTaken to have failed: ").append(failed).append(".\n");
        }
        writeServed(query, view.endpoints(), text);
        writeDropped(view.dropped(), text);
        writeAssumed(view, text);
        return text.toString();
    }

    private static String titleOf(EndpointQuery query) {
        Client client = query.client();
        boolean ordinary = client.proxy() == Client.Proxy.SIDECAR || client.proxy() == Client.Proxy.ZTUNNEL;
        String port = query.port() == null ? "" : " on port " + query.port();
        return Markdown.text(client.cluster().name())
                + (ordinary ? "" : " (" + client.proxy() + ")")
                + " calls " + Markdown.text(query.service().name()) + port;
    }

    private static String wordsOf(Failure failure) {
        return failure.kind() + " " + Markdown.text(failure.name());
    }

    private static String sentenceOf(EndpointView view) {
        if (view.verdict() == Verdict.REACHABLE) {
            return "every endpoint that is served can be reached, and none is lost.";
        }
        if (view.verdict() == Verdict.DEGRADED) {
            return "calls work to some of the endpoints.";
        }
        if (!view.resolves()) {
            return "no call works, as the name does not resolve.";
        }
        return view.endpoints().isEmpty()
                ? "no call works, as no endpoint is served."
                : "no call works to any of the endpoints that are served.";
    }

    private static String nameOf(EndpointQuery query, EndpointView view) {
        String host = Markdown.code(query.service().host());
        String cluster = Markdown.text(query.client().cluster().name());
        return view.resolves()
                ? "The name " + host + " resolves in " + cluster + "."
                : "The name %s does not resolve in %s: %s."
                        .formatted(host, cluster, Reason.NAME_DOES_NOT_RESOLVE.explanation());
    }

    private static void writeServed(EndpointQuery query, List<ServedEndpoint> endpoints, StringBuilder text) {
        text.append("\n### Served\n\n");
        if (endpoints.isEmpty()) {
            text.append("Nothing.\n");
            return;
        }
        Map<Integer, BigInteger> weights = new TreeMap<>();
        endpoints.forEach(endpoint -> weights.merge(endpoint.priority(), endpoint.weight(), BigInteger::add));
        text.append("| Address | Priority | Share of calls | Endpoints | Way | Where | Works |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        endpoints.stream()
                .limit(MOST_ROWS)
                .map(endpoint -> rowOf(endpoint, weights.getOrDefault(endpoint.priority(), BigInteger.ZERO)))
                .forEach(text::append);
        writeRest(endpoints.size(), text);
        if (weights.size() > 1) {
            text.append("\nPriority 0 is called as long as enough of it is healthy, the next ones after it;"
                    + " shares are those within a priority.\n");
        }
        if (isDistributed(query)) {
            text.append("\nThe service distributes its calls between localities: the shares above hold within one"
                    + " locality, and those between them are the distribution's.\n");
        }
    }

    private static boolean isDistributed(EndpointQuery query) {
        return query.service()
                .locality()
                .map(locality -> locality.distribute())
                .filter(shares -> !shares.isEmpty())
                .isPresent();
    }

    private static String rowOf(ServedEndpoint endpoint, BigInteger weights) {
        return "| %s | %d | %s | %d | %s | %s | %s |\n"
                .formatted(
                        addressOf(endpoint),
                        endpoint.priority(),
                        shareOf(endpoint.weight(), weights),
                        endpoint.replicas(),
                        (endpoint.gateway() ? "gateway" : "direct")
                                + reasonsOf(endpoint, Reason.Kind.PATH)
                                        .map(why -> ": " + why)
                                        .orElse(""),
                        placeOf(endpoint),
                        outcomeOf(endpoint));
    }

    private static String addressOf(ServedEndpoint endpoint) {
        String address = endpoint.address();
        if (address == null) {
            return "unknown" + (endpoint.port() == null ? "" : ", port " + endpoint.port());
        }
        String host = address.indexOf(':') < 0 || endpoint.port() == null ? address : "[" + address + "]";
        return Markdown.code(endpoint.port() == null ? host : host + ":" + endpoint.port());
    }

    private static String shareOf(BigInteger weight, BigInteger weights) {
        if (weights.signum() == 0) {
            return "none";
        }
        BigDecimal tenths =
                new BigDecimal(weight.multiply(PER_MILLE)).divide(new BigDecimal(weights), 0, RoundingMode.HALF_UP);
        return tenths.movePointLeft(1).stripTrailingZeros().toPlainString() + " %";
    }

    private static String placeOf(ServedEndpoint endpoint) {
        return placeOf(
                endpoint.cluster(), endpoint.network(), endpoint.locality().toString());
    }

    private static String placeOf(@Nullable Cluster cluster, @Nullable Network network, String locality) {
        String place = Stream.of(
                        cluster == null ? "" : "cluster " + cluster.name(),
                        network == null || network.isImplicit() ? "" : "network " + network.name(),
                        locality)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return Markdown.text(place);
    }

    private static String outcomeOf(ServedEndpoint endpoint) {
        if (endpoint.isReachable()) {
            return "yes";
        }
        long reached = endpoint.replicas() - endpoint.unreachable();
        String extent = reached == 0 ? "no" : "for %d of %d".formatted(reached, endpoint.replicas());
        return extent
                + reasonsOf(endpoint, Reason.Kind.UNREACHABLE)
                        .map(why -> ": " + why)
                        .orElse("");
    }

    private static Optional<String> reasonsOf(ServedEndpoint endpoint, Reason.Kind kind) {
        return endpoint.reasons().stream()
                .filter(reason -> reason.kind() == kind)
                .map(Reason::explanation)
                .reduce((one, other) -> one + "; " + other);
    }

    private static void writeDropped(List<DroppedEndpoints> dropped, StringBuilder text) {
        if (dropped.isEmpty()) {
            return;
        }
        text.append("\n### Not served\n\n| Workload | Address | Endpoints | Where | Why |\n|---|---|---|---|---|\n");
        dropped.stream().limit(MOST_ROWS).map(EndpointViewReport::rowOf).forEach(text::append);
        writeRest(dropped.size(), text);
    }

    private static String rowOf(DroppedEndpoints dropped) {
        return "| %s | %s | %d | %s | %s: %s |\n"
                .formatted(
                        Markdown.code(dropped.workload().at().text()),
                        dropped.address() == null ? "" : Markdown.code(dropped.address()),
                        dropped.replicas(),
                        placeOf(
                                dropped.workload().cluster(),
                                dropped.workload().network().orElse(null),
                                ""),
                        dropped.reason(),
                        dropped.reason().explanation());
    }

    private static void writeAssumed(EndpointView view, StringBuilder text) {
        if (view.assumed().isEmpty()) {
            return;
        }
        text.append(
                "\n### Taken for granted\n\nThe topology does not say these; what favours the call was assumed.\n\n");
        view.assumed().stream()
                .limit(MOST_ROWS)
                .forEach(place ->
                        text.append("- ").append(Markdown.code(place.text())).append('\n'));
        writeRest(view.assumed().size(), text);
    }

    private static void writeRest(int size, StringBuilder text) {
        if (size > MOST_ROWS) {
            text.append("\nAnd ").append(size - MOST_ROWS).append(" more.\n");
        }
    }
}
