/** What has to be done now and then, whoever asks for what. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.chore;
