package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.ConfigFile;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.tlc.load.SpecParser;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.trace.InvalidInputException;
import java.util.HashSet;
import java.util.Set;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.impl.BoundedTool;

/** Checks the values that the config and the trace give to constants. */
final class Constants {
    private final String name;
    private final BoundedTool tool;
    private final SpecSource source;

    Constants(String name, BoundedTool tool, SpecSource source) {
        this.name = name;
        this.tool = tool;
        this.source = source;
    }

    /**
     * Checks that the config and the trace give values to names that there are. A trace gives values to constants; it does not replace
     * definitions, as a config does.
     */
    void checkNames(ConfigFile config) throws InvalidInputException {
        Set<String> known = new HashSet<>();
        for (ModuleNode module : tool.getSpecProcessor().getModuleTbl().getModuleNodes()) {
            for (OpDeclNode constant : module.getConstantDecls()) {
                known.add(constant.getName().toString());
            }
            for (OpDefNode definition : module.getOpDefs()) {
                known.add(definition.getName().toString());
            }
        }
        for (ConfigFile.Word constant : config.valued()) {
            if (!known.contains(constant.text())) {
                throw new InvalidInputException(
                        source.config().toString(), constant.line(), name + " has no constant " + constant.text());
            }
        }
        Set<String> declared = new HashSet<>();
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            declared.add(constant.getName().toString());
        }
        for (String constant : source.constants().keySet()) {
            if (!declared.contains(constant)) {
                throw new InvalidInputException(SpecParser.noConstant(source, constant));
            }
        }
    }

    /** Checks that the assumptions about the constants hold. */
    void checkAssumptions() throws InvalidInputException {
        for (ExprNode assumption : tool.getAssumptions()) {
            boolean holds;
            try {
                holds = Evaluation.of(() -> tool.isValid(assumption));
            } catch (Failed e) {
                throw new InvalidInputException(
                        SpecParser.place(source, assumption),
                        "an assumption about the constants cannot be evaluated: " + e.getMessage(),
                        e);
            }
            if (!holds) {
                throw new InvalidInputException(
                        SpecParser.place(source, assumption),
                        "an assumption about the constants is false for the values that the config or the trace gives",
                        null);
            }
        }
    }
}
