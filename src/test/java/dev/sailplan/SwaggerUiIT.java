package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Swagger UI as an architect uses it: choose an example, try it out, read the answer. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SwaggerUiIT {

    private static final String VALIDATE = "#operations-Validations-validate";
    private static final String VIEW_ENDPOINTS = "[id^='operations-Endpoint'][id$='-viewEndpoints']";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    /** All of them are sent as they are shown by OpenApiTest; here it is the browser that is tried. */
    @Test
    void theSoundExamplesAndBrokenOnesCanBeTriedOut() throws IOException {
        tryOut(VALIDATE, "swagger-ui.png", 10, SwaggerUiIT::isSoundOrFirst, (name, answer) -> {
            assertThat(answer).as(name).contains("\"verdict\"");
            assertThat(answer.contains("\"verdict\": \"PASS\"")).as(name).isNotEqualTo(isBroken(name));
        });
    }

    @Test
    void everyExampleOfEndpointViewsCanBeTriedOut() throws IOException {
        tryOut(
                VIEW_ENDPOINTS,
                "swagger-ui-endpoint-views.png",
                5,
                name -> true,
                (name, answer) ->
                        assertThat(answer).as(name).contains("\"views\"", "\"resolves\": true", "\"assumed\""));
    }

    /** Opens an operation, sends each of its examples, and looks at the answers. */
    private void tryOut(
            String operation, String screenshot, int least, Predicate<String> chosen, BiConsumer<String, String> check)
            throws IOException {
        Skipped.unless(Browser.isInstalled(), Browser.HOW_TO_INSTALL);
        ChromeDriver browser = Browser.open();
        try {
            browser.get("http://127.0.0.1:" + port + "/swagger-ui.html");
            var wait = new WebDriverWait(browser, PATIENCE);
            wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(operation)))
                    .click();
            wait.until(ExpectedConditions.elementToBeClickable(in(operation, ".try-out__btn")))
                    .click();
            List<String> names = exampleNames(operation, browser, wait).stream()
                    .filter(chosen)
                    .toList();
            assertThat(names).hasSizeGreaterThan(least);
            names.forEach(name -> check.accept(name, answerTo(operation, name, browser, wait)));
        } finally {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(screenshot), browser.getScreenshotAs(OutputType.BYTES));
            browser.quit();
        }
    }

    /** A broken example is named after its rule. */
    private static boolean isSoundOrFirst(String name) {
        return !name.matches("[A-Z]{3}[0-9]{3}-.*") || name.matches("(NET|STR)001-.*");
    }

    private static By in(String operation, String selector) {
        return By.cssSelector(operation + " " + selector);
    }

    private static boolean isBroken(String name) {
        return Rules.catalog()
                .find(name.replaceFirst("-.*", ""))
                .filter(rule -> rule.severity() != Severity.INFO)
                .isPresent();
    }

    private static List<String> exampleNames(String operation, ChromeDriver browser, WebDriverWait wait) {
        wait.until(ExpectedConditions.presenceOfElementLocated(in(operation, ".examples-select select")));
        List<String> names = new ArrayList<>();
        for (WebElement option : browser.findElements(in(operation, ".examples-select option"))) {
            names.add(String.valueOf(option.getDomProperty("value")));
        }
        names.removeIf(name -> !name.matches("[A-Za-z0-9-]+"));
        return names;
    }

    private static String answerTo(String operation, String example, ChromeDriver browser, WebDriverWait wait) {
        new Select(browser.findElement(in(operation, ".examples-select select"))).selectByValue(example);
        WebElement execute = wait.until(ExpectedConditions.elementToBeClickable(in(operation, ".execute")));
        browser.findElements(in(operation, ".btn-clear")).stream().findFirst().ifPresent(WebElement::click);
        execute.click();
        return wait.until(ExpectedConditions.visibilityOfElementLocated(
                        in(operation, ".live-responses-table .microlight")))
                .getText();
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        assertThat(new Service(port).get("/swagger-ui/index.html").body()).doesNotContain("https://", "http://");
    }
}
