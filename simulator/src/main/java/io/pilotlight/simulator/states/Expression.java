package io.pilotlight.simulator.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/**
 * One JSONata expression, parsed once for the whole JVM and safe to evaluate on any thread.
 *
 * <p>The library takes the expression that a thread parsed last as that thread's scratch space, so an expression that
 * several threads evaluate must be parsed by a thread that evaluates none. Its syntax tree is only read afterwards.
 */
final class Expression {

    private static final Map<String, Expression> PARSED = new ConcurrentHashMap<>();
    private static final Pattern EVAL = Pattern.compile("\\$eval\\b");
    private static final Pattern NAME = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)");

    private final String text;
    private final Jsonata jsonata;
    private final List<String> names;

    private Expression(String text, Jsonata jsonata) {
        this.text = text;
        this.jsonata = jsonata;
        this.names = NAME.matcher(text).results().map(name -> name.group(1)).distinct().toList();
    }

    /** @throws IllegalArgumentException where it is no JSONata, or not the JSONata of Step Functions */
    static Expression parse(String text) {
        return PARSED.computeIfAbsent(text, Expression::parseApart);
    }

    private static Expression parseApart(String text) {
        if (EVAL.matcher(text).find()) {
            throw new IllegalArgumentException("$eval is not available in Step Functions; $parse reads JSON text");
        }
        FutureTask<Jsonata> task = new FutureTask<>(() -> Jsonata.jsonata(text));
        Thread.ofVirtual().name("parse JSONata").start(task);
        try {
            Jsonata jsonata = task.get();
            jsonata.setValidateInput(false);
            jsonata.setOutputConvertNulls(false);
            return new Expression(text, jsonata);
        } catch (ExecutionException wrong) {
            throw new IllegalArgumentException("not JSONata: " + wrong.getCause().getMessage(), wrong.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while parsing " + text, interrupted);
        }
    }

    String text() {
        return text;
    }

    /**
     * Evaluates it, without any context item, as Step Functions does.
     *
     * @throws IllegalArgumentException where it fails or has no value
     */
    Object evaluate(Bindings bindings) {
        Object value;
        try {
            value = jsonata.evaluate(NoContextItem.INSTANCE, bindings.frame(names));
        } catch (JException failed) {
            throw new IllegalArgumentException(failed.getMessage(), failed);
        } catch (StackOverflowError endless) {
            throw new IllegalArgumentException("it calls itself too deeply", endless);
        } catch (RuntimeException failed) {
            throw new IllegalArgumentException(String.valueOf(failed.getMessage()), failed);
        }
        if (value == null) {
            throw new IllegalArgumentException("it returned nothing (undefined)");
        }
        return value;
    }
}
