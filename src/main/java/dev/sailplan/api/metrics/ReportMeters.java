package dev.sailplan.api.metrics;

import dev.sailplan.finding.Finding;
import dev.sailplan.report.ReportListener;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How many validations there were, and what they found. */
@Component
class ReportMeters implements ReportListener {

    private final MeterRegistry registry;

    /** Verdicts are there from the start, so that the first one is seen as an increase. */
    ReportMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Verdict verdict : Verdict.values()) {
            for (Occasion occasion : Occasion.values()) {
                validations(verdict, occasion);
            }
        }
    }

    @Override
    public void made(ValidationReport report, Occasion occasion) {
        validations(report.verdict(), occasion).increment();
        Map<Kind, Long> kinds = report.findings().stream()
                .filter(finding -> finding.waived() == null)
                .collect(Collectors.groupingBy(Kind::of, Collectors.counting()));
        kinds.forEach((kind, count) -> findings(kind).increment(count));
    }

    private Counter validations(Verdict verdict, Occasion occasion) {
        return Counter.builder("sailplan.validations")
                .description("Validations, by verdict and by what asked for them")
                .tag("verdict", verdict.name())
                .tag("source", occasion.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter findings(Kind kind) {
        return Counter.builder("sailplan.findings")
                .description("Findings listed in validations that no waiver accepts")
                .tag("rule", kind.rule())
                .tag("severity", kind.severity())
                .register(registry);
    }

    private record Kind(String rule, String severity) {

        static Kind of(Finding finding) {
            return new Kind(finding.rule(), finding.severity().name());
        }
    }
}
