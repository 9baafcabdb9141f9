package dev.sailplan.api.audit;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.store.AuditEntry;
import dev.sailplan.store.AuditLog;
import dev.sailplan.store.AuditLog.Mark;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(AuditController.PATH)
@Tag(name = "Audit")
class AuditController {

    static final String PATH = "/api/v1/audit";

    private static final int MOST_LISTED = 1_000;

    /** Milliseconds and the id of an act. */
    private static final Pattern MARK = Pattern.compile("([0-9]{1,15})_([0-9a-f-]{36})");

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    @GetMapping(produces = MediaTypes.JSON)
    @Operation(
            operationId = "listAuditLog",
            summary = "Who did what, and who was refused",
            description = "Writes and deletions of topologies, keys that were issued, changed and taken back, and"
                    + " requests that were refused because of who sent them; the newest first.")
    ResponseEntity<AuditPage> list(
            @Parameter(
                            description = "How many at most, 1 to 1000. Default: 100.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
                    @RequestParam(defaultValue = "100")
                    String limit,
            @Parameter(description = "The next of the answer before.") @RequestParam(required = false) @Nullable
                    String before) {
        int most = numberOf(limit);
        List<AuditEntry> found = log.entries(Optional.ofNullable(before).map(AuditController::markOf), most + 1);
        List<AuditEntry> part = found.subList(0, Math.min(most, found.size()));
        String next = found.size() > most ? textOf(Mark.of(part.get(most - 1))) : null;
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new AuditPage(part.stream().map(AuditAnswer::of).toList(), next));
    }

    private static int numberOf(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= MOST_LISTED) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid("limit", "a number from 1 to " + MOST_LISTED);
        }
        throw invalid("limit", "a number from 1 to " + MOST_LISTED);
    }

    private static String textOf(Mark mark) {
        return mark.at().toEpochMilli() + "_" + mark.id();
    }

    private static Mark markOf(String text) {
        Matcher parts = MARK.matcher(text);
        if (!parts.matches()) {
            throw invalid("before", "the next of an answer");
        }
        try {
            return new Mark(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2));
        } catch (DateTimeException outOfTime) {
            throw invalid("before", "the next of an answer");
        }
    }

    private static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(
                Problem.INVALID_PARAMETER, "The parameter " + parameter + " has to be " + expected + ".");
    }
}
