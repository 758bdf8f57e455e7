import { isDeepStrictEqual } from 'node:util';
import { isBound, type Kind } from '../model/kind.js';
import { kindNamed, type Kinds } from '../model/kinds-and-styles.js';
import type { ToolSpec } from '../model/spec.js';
import { kinds } from './register.gen.js';

const allKinds: Kinds = kinds;

/** Returns the kind of this name; the default one if the name is unknown. */
export const kindOf = (name: unknown): Kind => kindNamed(name, allKinds);

/** Returns whether a kind can generate code for a tool: from its binding, or because the kind has no bindings. */
export const hasCode = (tool: ToolSpec, { spec }: Kind): boolean =>
  !spec.tool || isBound(tool, spec.tool);

/**
 * Returns whether the kind can write the call of a tool: from its binding, or because the tool is
 * the sample of a kind without bindings.
 */
export const canWriteCall = (tool: ToolSpec, { spec, test }: Kind): boolean =>
  spec.tool ? isBound(tool, spec.tool) : isDeepStrictEqual(tool, test.sample);
