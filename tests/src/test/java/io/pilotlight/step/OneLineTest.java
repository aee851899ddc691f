package io.pilotlight.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void putsOneSpaceForWhateverIsBlank() {
        assertThat(OneLine.of("  a\r\n\tb\u0000\u00a0\u2028c \u202e")).isEqualTo("a b c");
        assertThat(OneLine.of("")).isEmpty();
    }

    @Test
    void keepsWhatIsOneSignAndMarksHalfOfOne() {
        assertThat(OneLine.of("\uD83D\uDC69\u200D\uD83D\uDE80 \uD83D\uDE00 \uD83D")).isEqualTo("\uD83D\uDC69\u200D\uD83D\uDE80 \uD83D\uDE00 ?");
    }

    @Test
    void takesAwayTheFullStopsAtItsEnd() {
        assertThat(OneLine.unended("It is. No. . .\n")).isEqualTo("It is. No");
        assertThat(OneLine.unended("...")).isEmpty();
    }

    @Property(tries = 300)
    void isOneLineOfWholeCharacters(@ForAll String text) {
        String line = OneLine.of(text);

        assertThat(line.lines().count()).isLessThanOrEqualTo(1);
        assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(line);
        assertThat(OneLine.of(line)).isEqualTo(line);
    }
}
