package io.pilotlight.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/** Reads a text and refuses a blank one, except where the record says {@link MayBeEmpty}. */
final class NotBlankDeserializer extends StringDeserializer implements ContextualDeserializer {

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        return property != null && property.getAnnotation(MayBeEmpty.class) != null ? StringDeserializer.instance : this;
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = super.deserialize(parser, context);
        if (Blank.is(text)) {
            context.reportInputMismatch(this, "it is empty; accepted is a text of at least one character");
        }
        return text;
    }
}
