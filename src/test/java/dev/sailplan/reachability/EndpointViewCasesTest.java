package dev.sailplan.reachability;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The views that Istio's own tests expect. */
class EndpointViewCasesTest {

    static Stream<ViewCase> cases() {
        return ViewCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void servesWhatIstioServes(ViewCase expected) {
        ViewCases.assertAgrees(expected, Views.answer(expected.topology(), expected.query()));
    }
}
