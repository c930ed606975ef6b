package dev.lockstep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Goal: what the weaver cannot honour it refuses, and says what to do; what is no core it leaves alone. */
class RefusalTest {
    private static AbstractThrowableAssert<?, ?> assertRefused(String source) {
        return assertRefused(JavaSource.compile(source).get("A"));
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(byte[] classFile) {
        return assertThatThrownBy(() -> Weaver.weave(classFile)).isInstanceOf(Refusal.class);
    }

    @Test
    void anActionWithoutParameterNamesIsRefused() {
        String source = "@Spec(\"S\") class A { @Self String id; @Action void a(String q) {} }";
        assertRefused(JavaSource.compileWith(List.of("-g"), source).get("A"))
                .hasMessage(
                        "A.a (A.java:1): parameter 1 has no name in the class file; compile with `javac -parameters`"
                                + " or annotate it with @Argument");
    }

    @Test
    void anActionWhoseParametersAreAllNamedByHandNeedsNoParameterNames() {
        String source = "@Spec(\"S\") class A { @Self String id; @Action void a(@Argument(\"q\") String q) {} }";
        byte[] classFile = JavaSource.compileWith(List.of("-g"), source).get("A");
        assertThat(Weaver.weave(classFile)).isNotSameAs(classFile);
    }

    @Test
    void aStaticActionIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Self String id; @Action static void a() {} }")
                .hasMessage("A.a (A.java:1): @Action on a static method, which has no process");
    }

    @Test
    void aNativeActionIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Self String id; @Action native void a(); }")
                .hasMessage("A.a (A.java): @Action on a native method");
    }

    /** The compiler refuses it by the annotation's target, other compilers might not. */
    @Test
    void anActionOnAConstructorIsRefused() {
        byte[] classFile = JavaSource.compile("@Spec(\"S\") class A { @Self String id; @Action void init() {} }")
                .get("A");
        assertRefused(Bytes.rename(classFile, "init", "<init>")).hasMessageContaining("@Action on a constructor");
    }

    @Test
    void anActionInAClassWithoutSpecIsRefused() {
        assertRefused("class A { @Self String id; @Action void a() {} }")
                .hasMessage("A: @Action in a class without @Spec");
    }

    @Test
    void anActionInAnInterfaceIsRefused() {
        assertRefused("@Spec(\"S\") interface A { @Action default void a() {} }")
                .hasMessage("A: @Action in an interface; put it on the methods of a class");
    }

    @Test
    void anActionInARecordIsRefused() {
        assertRefused("@Spec(\"S\") record A(String id) { @Action void a() {} }")
                .hasMessage("A: @Action in a record, whose fields never change");
    }

    @Test
    void aCoreWithoutSelfIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Action void a() {} }")
                .hasMessage("A: no @Self field; whose events would its actions be?");
    }

    @Test
    void aCoreWhoseSuperclassMayHaveTheSelfIsNot() {
        Map<String, byte[]> classes = JavaSource.compile(
                "@Spec(\"S\") class A extends B { @Action void a() {} }", "class B { @Self String id; }");
        assertThat(Weaver.weave(classes.get("A"))).isNotSameAs(classes.get("A"));
    }

    @Test
    void aCoreWithTwoSelvesIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Self String id; @Self String name; @Action void a() {} }")
                .hasMessage("A: more than one @Self field: id, name");
    }

    @Test
    void anOutboxThatIsNoListIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Self String id; @Sends(\"n\") Set<String> out; @Action void a() {} }")
                .hasMessage("A: the @Sends field out must be declared as java.util.List");
    }

    @Test
    void aResultThatCannotBeRecordedIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Self String id; @Action @Result(\"v\") void a() {} }")
                .hasMessage("A.a (A.java:1): @Result on a method that returns nothing, or without a name");
        assertRefused("@Spec(\"S\") class A { @Self String id; @Action @Result(\"v\") int a(int v) { return v; } }")
                .hasMessageContaining("two parameters named v (@Self(\"\") counts as one, and so does @Result)");
    }

    @Test
    void aParameterNamedLikeTheProcessIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Self(\"p\") String id; @Action void a(String p) {} }")
                .hasMessage(
                        "A.a (A.java:1): two parameters named p (@Self(\"p\") counts as one); rename one with @Argument");
    }

    @Test
    void twoParametersOfOneNameAreRefused() {
        assertRefused("@Spec(\"S\") class A { @Self String id; @Action void a(String p, @Argument(\"p\") int q) {} }")
                .hasMessageContaining("two parameters named p");
    }

    @Test
    void aParameterWhoseNameIsNoneOfTlaPlusIsRefused() {
        assertRefused("@Spec(\"S\") class A { @Self String id; @Action void a(@Argument(\"p, q\") int q) {} }")
                .hasMessageContaining("no parameter of TLA+ is named p, q");
    }

    @Test
    void aClassFileOfAnUnknownFutureIsRefused() {
        byte[] classFile = JavaSource.compile("@Spec(\"S\") class A { @Self String id; @Action void a() {} }")
                .get("A");
        assertRefused(Bytes.withMajorVersion(classFile, 200)).hasMessageContaining("version 200");
    }

    @Test
    void aClassFileOfTheDistantPastIsRefused() {
        byte[] classFile = JavaSource.compile("@Spec(\"S\") class A { @Self String id; @Action void a() {} }")
                .get("A");
        assertRefused(Bytes.withMajorVersion(classFile, 50)).hasMessage("A: compiled for a Java older than 8");
    }

    @Test
    void abstractActionsAndBridgesAreNotWoven() {
        Map<String, byte[]> classes = JavaSource.compile(
                "@Spec(\"S\") abstract class A { @Self String id; @Action abstract void a(); }",
                "@Spec(\"S\") class C extends B<String> { @Self String id; @Action @Override void a(String q) {} }",
                "class B<T> { void a(T q) {} }");
        assertThat(Weaver.weave(classes.get("A"))).isSameAs(classes.get("A"));
        assertThat(Bytes.callsOf(Weaver.weave(classes.get("C")), "a(Ljava/lang/String;)V"))
                .contains("dev/lockstep/recorder/Probe.find", "dev/lockstep/recorder/Probe.exit");
        assertThat(Bytes.callsOf(Weaver.weave(classes.get("C")), "a(Ljava/lang/Object;)V"))
                .containsExactly("C.a");
    }

    @Test
    void aClassThatOnlyMentionsTheAnnotationIsLeftAlone() {
        byte[] classFile = JavaSource.compile("class A { String s = \"Ldev/lockstep/annotations/Action;\"; }")
                .get("A");
        assertThat(Weaver.weave(classFile)).isSameAs(classFile);
    }

    @Test
    void wovenTwiceIsWovenOnce() {
        byte[] once = Weaver.weave(JavaSource.compile("@Spec(\"S\") class A { @Self String id; @Action void a() {} }")
                .get("A"));
        assertThat(Weaver.weave(once)).isSameAs(once);
    }
}
