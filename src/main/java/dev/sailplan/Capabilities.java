package dev.sailplan;

import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.limit.AdmissionSettings;
import dev.sailplan.api.profile.ProfileSettings;
import dev.sailplan.api.terms.FailureModelSettings;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.fix.Fixes;
import dev.sailplan.fix.Levers;
import dev.sailplan.profile.Profiles;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.report.ReportFormat;
import dev.sailplan.report.StepWatch;
import dev.sailplan.report.Validator;
import dev.sailplan.report.comparison.Comparer;
import dev.sailplan.report.ranking.Ranker;
import dev.sailplan.report.score.Scoring;
import dev.sailplan.rule.Rule;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.RuleWatch;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.score.ScoreDimension;
import dev.sailplan.score.Scorer;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** Assembles the plain-Java capabilities. What implements an extension point is found by type. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Limits.class, AdmissionSettings.class, ProfileSettings.class, FailureModelSettings.class
})
@ComponentScan(
        basePackages = {"dev.sailplan.rule", "dev.sailplan.score", "dev.sailplan.report"},
        useDefaultFilters = false,
        includeFilters =
                @Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = {Rule.class, ScoreDimension.class, ReportFormat.class}))
class Capabilities {

    private static final Logger LOG = LoggerFactory.getLogger(Capabilities.class);

    @Bean
    TopologyReader topologyReader(Limits limits) {
        return new TopologyReader(limits.reading());
    }

    @Bean
    RuleCatalog ruleCatalog(List<Rule> rules, List<ReportFormat> formats, Ruleset ruleset) {
        RuleCatalog catalog = new RuleCatalog(rules);
        LOG.info(
                "Ruleset {} with {} rules; reports in JSON, {}",
                ruleset.version(),
                catalog.size(),
                formats.stream().map(ReportFormat::mediaType).sorted().collect(Collectors.joining(", ")));
        return catalog;
    }

    @Bean
    Ruleset ruleset() {
        return Ruleset.CURRENT;
    }

    @Bean
    RuleEngine ruleEngine(RuleCatalog catalog, Ruleset ruleset, RuleWatch watch) {
        return new RuleEngine(catalog, ruleset, watch);
    }

    @Bean
    Scorer scorer(List<ScoreDimension> dimensions) {
        return new Scorer(dimensions);
    }

    @Bean
    Validator validator(
            RuleEngine engine, Fixes fixes, Levers levers, RuleCatalog catalog, Ruleset ruleset, StepWatch watch) {
        return new Validator(engine, fixes, levers, catalog, ruleset, watch);
    }

    @Bean
    Comparer comparer(RuleEngine engine, Scorer scorer, RuleCatalog catalog, Ruleset ruleset) {
        return new Comparer(engine, scorer, catalog, ruleset);
    }

    @Bean
    Ranker ranker(RuleEngine engine, Scorer scorer, RuleCatalog catalog, Ruleset ruleset) {
        return new Ranker(engine, scorer, catalog, ruleset);
    }

    @Bean
    Fixes fixes(TopologyReader reader, RuleEngine engine, Limits limits) {
        return new Fixes(reader, engine, limits.trials().toBytes());
    }

    @Bean
    Levers levers(TopologyReader reader, RuleEngine engine, Scorer scorer, Limits limits) {
        return new Levers(reader, engine, scorer, limits.trials().toBytes());
    }

    @Bean
    Scoring scoring(RuleEngine engine, Levers levers, RuleCatalog catalog, Ruleset ruleset) {
        return new Scoring(engine, levers, catalog, ruleset);
    }

    @Bean
    Profiles profiles(ProfileSettings settings, RuleCatalog catalog) {
        return new Profiles(settings.own(), settings.profile(), catalog.adjustable());
    }

    @Bean
    FailureModel failureModel(FailureModelSettings settings) {
        return settings.model();
    }

    /** The only clock: it says which day it is where neither the document nor the request does. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
