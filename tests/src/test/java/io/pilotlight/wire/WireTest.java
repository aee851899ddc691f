package io.pilotlight.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A class of tests over the wire; they share one emulator, which is emptied before each, so one runs at a time. They are
 * the first, because together they take long and the emulator and the functions are processes of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WireExtension.class)
@ResourceLock("the emulator of AWS")
@Order(1)
@interface WireTest {}
