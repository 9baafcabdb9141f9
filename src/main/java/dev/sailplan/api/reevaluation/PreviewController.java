package dev.sailplan.api.reevaluation;

import dev.sailplan.api.job.JobAnswer;
import dev.sailplan.api.job.JobDesk;
import dev.sailplan.api.job.JobKind;
import dev.sailplan.api.job.Jobs;
import dev.sailplan.api.job.Preferences;
import dev.sailplan.api.problem.Problems;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.registry.Preview;
import dev.sailplan.registry.PreviewMarkdown;
import dev.sailplan.registry.Previewer;
import dev.sailplan.rule.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(PreviewController.PATH)
@Tag(name = "Re-evaluation")
class PreviewController {

    static final String PATH = ReevaluationController.PATH + "/previews";

    static final JobKind<Preview> KIND = new JobKind<>("preview", PATH, Preview::entries, PreviewMarkdown::write);

    private final TermsChoice terms;
    private final Previewer previewer;
    private final JobDesk<Preview> desk;

    PreviewController(TermsChoice terms, Previewer previewer, Jobs jobs) {
        this.terms = terms;
        this.previewer = previewer;
        this.desk = jobs.of(KIND);
    }

    @PostMapping
    @Operation(
            operationId = "preview",
            summary = "Which verdicts would change",
            description =
                    "Judges every stored topology by this version and the profile asked for, and compares that with"
                            + " its report. Nothing is stored. It always runs as a job.")
    ResponseEntity<Object> preview(
            @Parameter(description = TermsChoice.PROFILE) @RequestParam(required = false) @Nullable String profile,
            @Parameter(description = TermsChoice.SEVERITY) @RequestParam(required = false) @Nullable
                    List<String> severity,
            @Parameter(hidden = true) HttpServletRequest request) {
        Terms asked = terms.of(null, profile, severity, null, null);
        return desk.accept(
                progress -> previewer.preview(asked, Problems::isOfTheStore, progress), Preferences.areAsync(request));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getPreview", summary = "How far a preview is and, in the end, what it found")
    JobAnswer<Preview> get(@PathVariable String id) {
        return desk.get(id);
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "cancelPreview", summary = "Ends a preview, and forgets what it found")
    ResponseEntity<Void> cancel(@PathVariable String id) {
        return desk.cancel(id);
    }
}
