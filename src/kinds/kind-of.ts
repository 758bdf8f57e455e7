import { isDeepStrictEqual } from 'node:util';
import { kindNamed, type Kinds } from '../model/catalog.js';
import { isBound, type Kind } from '../model/kind.js';
import type { ToolSpec } from '../model/spec.js';
import { kinds } from './register.gen.js';

const all: Kinds = kinds;

/** The kind of that name; the default one for entries without a known name. */
export const kindOf = (name: unknown): Kind => kindNamed(name, all);

/** Whether a kind may have code for a tool: from its binding, or without one in a kind that has none. */
export const hasCode = (tool: ToolSpec, { spec }: Kind): boolean =>
  !spec.tool || isBound(tool, spec.tool);

/** Whether the kind can write what a tool calls: from its binding, or because the tool is the sample of a kind without bindings. */
export const isWritten = (tool: ToolSpec, { spec, test }: Kind): boolean =>
  spec.tool ? isBound(tool, spec.tool) : isDeepStrictEqual(tool, test.sample);
