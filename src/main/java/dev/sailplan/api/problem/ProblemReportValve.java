package dev.sailplan.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Answers what Tomcat refuses before any servlet sees it, such as a request line that is no URI, as a problem. Tomcat creates it
 * by name, and would otherwise answer in HTML.
 */
public class ProblemReportValve extends ErrorReportValve {

    private static final Log LOG = LogFactory.getLog(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = Problem.ofStatus(status);
        String body = """
                {"type":"%s","title":"%s","status":%d,"detail":"%s."}""".formatted(problem.type(), problem.title(), status, problem.title());
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("The client did not wait for the answer", gone);
        }
    }
}
