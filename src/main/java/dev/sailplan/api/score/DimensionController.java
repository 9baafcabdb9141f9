package dev.sailplan.api.score;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.Pages;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.DidYouMean;
import dev.sailplan.score.DimensionDescription;
import dev.sailplan.score.Scorer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(DimensionController.PATH)
@Tag(name = "Scores")
class DimensionController {

    static final String PATH = "/api/v1/scores/dimensions";

    private static final String SUMMARY = "One dimension and its page, as JSON or, on request, as Markdown";

    private final Scorer scorer;
    private final Pages pages;

    DimensionController(Scorer scorer, Pages pages) {
        this.scorer = scorer;
        this.pages = pages;
    }

    /**
     * All dimensions.
     *
     * @param dimensions by family and name
     */
    record DimensionList(List<DimensionEntry> dimensions) {}

    /**
     * One dimension.
     *
     * @param question what it says of a deployment
     * @param bands when each band holds, from the weakest
     * @param counts whether the points of the family are no higher than its own
     * @param source where the order of the bands is from
     * @param documentation where its page is
     */
    record DimensionEntry(
            String name,
            String family,
            String question,
            List<String> bands,
            boolean counts,
            String source,
            String documentation) {

        static DimensionEntry of(DimensionDescription dimension) {
            return new DimensionEntry(
                    dimension.name(),
                    dimension.family().toString(),
                    dimension.question(),
                    dimension.bands(),
                    dimension.counts(),
                    dimension.source(),
                    PATH + "/" + dimension.name());
        }
    }

    /**
     * A dimension with its page.
     *
     * @param page how the band is found, and examples, as Markdown
     */
    record DimensionPage(@JsonUnwrapped DimensionEntry dimension, String page) {}

    @GetMapping
    @Operation(operationId = "listDimensions", summary = "All dimensions of scores, by family and name")
    DimensionList list() {
        return new DimensionList(
                scorer.descriptions().stream().map(DimensionEntry::of).toList());
    }

    @GetMapping(path = "/{name}", produces = MediaTypes.JSON)
    @Operation(operationId = "getDimension", summary = SUMMARY)
    DimensionPage get(@PathVariable String name) {
        DimensionDescription dimension = find(name);
        return new DimensionPage(DimensionEntry.of(dimension), pageOf(dimension));
    }

    @GetMapping(path = "/{name}", produces = MediaTypes.MARKDOWN)
    @Operation(operationId = "getDimension", summary = SUMMARY)
    String page(@PathVariable String name) {
        return pageOf(find(name));
    }

    private String pageOf(DimensionDescription dimension) {
        return pages.page("scores/" + dimension.name());
    }

    private DimensionDescription find(String name) {
        return scorer.descriptions().stream()
                .filter(dimension -> dimension.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(Problem.NOT_FOUND, "There is no such dimension" + hint(name) + "."));
    }

    private String hint(String name) {
        List<String> names =
                scorer.descriptions().stream().map(DimensionDescription::name).toList();
        return DidYouMean.nearest(name, names)
                .map(near -> "; did you mean " + near)
                .orElse("");
    }
}
