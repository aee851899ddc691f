package io.pilotlight.wire;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the {@link Wire}, emptied before each, and closes it after the last; skips the tests where there is no
 * emulator.
 */
final class WireExtension implements ExecutionCondition, BeforeEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(WireExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return MotoServer.isExpected()
                ? ConditionEvaluationResult.enabled("there is an emulator")
                : ConditionEvaluationResult.disabled(("There is no moto_server on the PATH and %s names none, so the "
                        + "wire tests are skipped; pip install -r tests/requirements.txt installs it.")
                        .formatted(MotoServer.BINARY));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        wire(context).moto().reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Wire.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return wire(context);
    }

    private static Wire wire(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Wire.class, _ -> new Wire(), Wire.class);
    }
}
