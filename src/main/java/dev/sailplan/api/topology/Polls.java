package dev.sailplan.api.topology;

import dev.sailplan.api.metrics.PollMeters;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.store.Standing;
import dev.sailplan.store.Standings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** What polls are told of a report or its summary besides what is in it, and whether they know it already. */
@Component
class Polls {

    /** Says whether the report is the one the topology would get now. */
    private static final String EVALUATION = "Sailplan-Evaluation";

    /** It may be kept, and has to be asked for each time. */
    private static final String CACHING = "no-cache, private";

    private final Standings standings;
    private final TopologyRegistry registry;
    private final Clock clock;
    private final PollMeters meters;

    Polls(Standings standings, TopologyRegistry registry, Clock clock, PollMeters meters) {
        this.standings = standings;
        this.registry = registry;
        this.clock = clock;
        this.meters = meters;
    }

    /** Whether who asks knows the report; then the answer is given, and is that nothing changed. */
    boolean knowsReport(String name, HttpServletRequest request, HttpServletResponse response) {
        Standing standing = standingOf(name);
        if (!EntityTags.isKnown(reportTag(standing, acceptsGzip(request)), request)) {
            return false;
        }
        notModified(response);
        describeReport(standing, isFresh(standing), request, response);
        return true;
    }

    /** Whether who asks knows the summary; then the answer is given, and is that nothing changed. */
    boolean knowsSummary(String name, HttpServletRequest request, HttpServletResponse response) {
        Standing standing = standingOf(name);
        boolean fresh = isFresh(standing);
        if (!EntityTags.isKnown(summaryTag(standing, fresh), request)) {
            return false;
        }
        notModified(response);
        describeSummary(standing, fresh, response);
        return true;
    }

    private Standing standingOf(String name) {
        return standings.of(name).orElseThrow(StoredDocuments::missing);
    }

    private void notModified(HttpServletResponse response) {
        meters.notModified();
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    }

    /** What is said of a report, whether or not it is sent. */
    void describeReport(Standing standing, boolean fresh, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CACHING);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        response.setHeader(HttpHeaders.ETAG, reportTag(standing, acceptsGzip(request)));
        response.setHeader(EVALUATION, fresh ? "current" : "stale");
    }

    /** What is said of a summary, whether or not it is sent. */
    void describeSummary(Standing standing, boolean fresh, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CACHING);
        response.setHeader(HttpHeaders.ETAG, summaryTag(standing, fresh));
    }

    /** Whether a report is the one the topology would get now. */
    boolean isFresh(Standing standing) {
        return registry.isFresh(standing, clock.instant());
    }

    /** Compressed and plain are different bytes, so they have different tags. */
    private static String reportTag(Standing standing, boolean zipped) {
        return EntityTags.quoted(zipped ? standing.reportTag() + "-gzip" : standing.reportTag());
    }

    private static String summaryTag(Standing standing, boolean fresh) {
        return EntityTags.quoted(standing.revision() + "-" + standing.reportTag() + (fresh ? "" : "-stale"));
    }

    /** Whoever weighs encodings against each other gets the plain bytes. */
    static boolean acceptsGzip(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && Arrays.stream(accepted.split(",", -1)).map(String::strip).anyMatch("gzip"::equals);
    }
}
