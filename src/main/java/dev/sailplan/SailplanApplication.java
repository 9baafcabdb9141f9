package dev.sailplan;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Sailplan service. */
@SpringBootApplication
public class SailplanApplication {

    public static void main(String[] args) {
        SpringApplication.run(SailplanApplication.class, args);
    }
}
