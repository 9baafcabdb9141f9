package dev.sailplan.api.reevaluation;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.registry.Evaluator;
import dev.sailplan.store.Freshness;
import dev.sailplan.store.ReevaluationLog;
import dev.sailplan.store.TopologyStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ReevaluationController.PATH)
@Tag(name = "Re-evaluation")
class ReevaluationController {

    static final String PATH = "/api/v1/reevaluation";

    private static final int MOST_NAMES = 100;

    private final TopologyStore store;
    private final ReevaluationLog log;
    private final Evaluator evaluator;
    private final ReevaluationSettings settings;
    private final Clock clock;

    ReevaluationController(
            TopologyStore store, ReevaluationLog log, Evaluator evaluator, ReevaluationSettings settings, Clock clock) {
        this.store = store;
        this.log = log;
        this.evaluator = evaluator;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping(produces = MediaTypes.JSON)
    @Operation(
            operationId = "getReevaluation",
            summary = "How far judging stored topologies again is",
            description =
                    "When rules or settings change, or a day has passed, stored topologies are judged again in the"
                            + " background. Until then their reports are served as they are, and called stale.")
    ResponseEntity<ReevaluationAnswer> get() {
        Instant now = clock.instant();
        Freshness today = evaluator.freshness(LocalDate.ofInstant(now, ZoneOffset.UTC));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(ReevaluationAnswer.of(
                        today.edition(),
                        settings.enabled(),
                        log.headway(today.edition(), now),
                        store.census(today),
                        log.unjudged(today, MOST_NAMES)));
    }
}
