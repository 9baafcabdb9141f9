package dev.sailplan.api.limit;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Gives back what a request holds as soon as its answer is known: a client may take its time to read it. */
@RestControllerAdvice
class AnswerKnown implements ResponseBodyAdvice<Object> {

    private final Admission admission;
    private final BodyBudget budget;

    AnswerKnown(Admission admission, BodyBudget budget) {
        this.admission = admission;
        this.budget = budget;
    }

    @Override
    public boolean supports(MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter type,
            MediaType mediaType,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        admission.leave();
        budget.giveBack();
        return body;
    }
}
