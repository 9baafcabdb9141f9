package dev.sailplan.api.rule;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.Pages;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.DidYouMean;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleDescription;
import dev.sailplan.rule.Ruleset;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/rules")
@Tag(name = "Rules")
class RuleController {

    private final RuleCatalog catalog;
    private final Ruleset ruleset;
    private final Pages pages;

    RuleController(RuleCatalog catalog, Ruleset ruleset, Pages pages) {
        this.catalog = catalog;
        this.ruleset = ruleset;
        this.pages = pages;
    }

    /**
     * All rules.
     *
     * @param version of the ruleset
     * @param date the day the ruleset's knowledge of Istio is from
     * @param rules in the order of their codes
     */
    record RuleList(String version, LocalDate date, List<RuleEntry> rules) {}

    /**
     * One rule of the catalogue.
     *
     * @param severities the severities its findings can have, the usual one first
     * @param reads the facts on which its answer depends, as paths of fields
     * @param adjustable whether a profile may change its severity or turn it off
     * @param waivable whether its findings can be waived
     * @param documentation where its page is
     */
    record RuleEntry(
            String code,
            String name,
            Severity severity,
            List<Severity> severities,
            String summary,
            String message,
            String remedy,
            String source,
            List<String> reads,
            boolean adjustable,
            boolean waivable,
            String since,
            String documentation) {

        static RuleEntry of(RuleDescription rule) {
            List<Severity> severities = Stream.concat(Stream.of(rule.severity()), rule.sometimes().stream())
                    .toList();
            return new RuleEntry(
                    rule.code(),
                    rule.name(),
                    rule.severity(),
                    severities,
                    rule.summary(),
                    rule.message(),
                    rule.remedy(),
                    rule.source(),
                    rule.reads(),
                    rule.adjustable(),
                    rule.waivable(),
                    rule.since(),
                    "/api/v1/rules/" + rule.code());
        }
    }

    /**
     * A rule with its page.
     *
     * @param page why it must hold and examples, as Markdown
     */
    record RulePage(@JsonUnwrapped RuleEntry rule, String page) {}

    @GetMapping
    @Operation(operationId = "listRules", summary = "All rules, in the order of their codes")
    RuleList list() {
        return new RuleList(
                ruleset.version(),
                ruleset.date(),
                catalog.descriptions().stream().map(RuleEntry::of).toList());
    }

    @GetMapping(path = "/{code}", produces = MediaTypes.JSON)
    @Operation(operationId = "getRule", summary = "One rule and its page, as JSON or, on request, as Markdown")
    RulePage get(@Parameter(example = "NET001") @PathVariable String code) {
        RuleDescription rule = find(code);
        return new RulePage(RuleEntry.of(rule), pages.page("rules/" + rule.code()));
    }

    @GetMapping(path = "/{code}", produces = MediaTypes.MARKDOWN)
    @Operation(operationId = "getRule", summary = "One rule and its page, as JSON or, on request, as Markdown")
    String page(@Parameter(example = "NET001") @PathVariable String code) {
        return pages.page("rules/" + find(code).code());
    }

    private RuleDescription find(String code) {
        return catalog.find(code)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no such rule" + hint(code) + "."));
    }

    private String hint(String code) {
        List<String> codes =
                catalog.descriptions().stream().map(RuleDescription::code).toList();
        return DidYouMean.nearest(code, codes)
                .map(near -> "; did you mean " + near)
                .orElse("");
    }
}
