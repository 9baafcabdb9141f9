package dev.sailplan.api.problem;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.Pages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Problems")
class ProblemController {

    private final Pages pages;

    ProblemController(Pages pages) {
        this.pages = pages;
    }

    @GetMapping(path = "/problems/{slug}", produces = MediaTypes.MARKDOWN)
    @Operation(summary = "What a problem means and what to do about it")
    ResponseEntity<String> page(@PathVariable String slug) {
        Problem problem = Problem.ofSlug(slug)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no problem of this name."));
        return ResponseEntity.ok(pages.page("problems/" + problem.slug()));
    }
}
