import { canonicalJson, type Schema } from './schema.js';
import { type SchemaChange, schemaChanges } from './schema-change.js';

/** A tool definition in `tools/list`. */
export interface Definition {
  description?: unknown;
  title?: unknown;
  icons?: unknown;
  inputSchema?: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
}

type DefinitionChange = Pick<SchemaChange, 'level' | 'sentence'>;

/** Returns the differences between two versions of a tool that matter to callers. */
export function definitionChanges(
  previousTool: Definition,
  currentTool: Definition,
): DefinitionChange[] {
  return [
    ...schemaChanges(
      inputSchemaOrEmpty(previousTool.inputSchema),
      inputSchemaOrEmpty(currentTool.inputSchema),
      'input',
    ),
    ...resultChanges(previousTool.outputSchema, currentTool.outputSchema),
    ...hintChanges(effectiveAnnotations(previousTool), effectiveAnnotations(currentTool)),
    ...textChanges(previousTool, currentTool),
  ];
}

const inputSchemaOrEmpty = (schema: unknown) => (schema ?? { type: 'object' }) as Schema;

function resultChanges(previousSchema: unknown, currentSchema: unknown): DefinitionChange[] {
  if (previousSchema === undefined && currentSchema === undefined) return [];
  if (currentSchema === undefined)
    return [{ level: 'major', sentence: 'The result no longer has a schema.' }];
  if (previousSchema === undefined)
    return [{ level: 'minor', sentence: 'The result has a schema.' }];
  return schemaChanges(previousSchema as Schema, currentSchema as Schema, 'output');
}

interface EffectiveAnnotations {
  title?: unknown;
  readOnlyHint?: boolean;
  destructiveHint?: boolean;
  idempotentHint?: boolean;
  openWorldHint?: boolean;
}

const effectiveAnnotations = ({ annotations }: Definition) =>
  (annotations ?? {}) as EffectiveAnnotations;

/** Values of hints with which clients ask before a call, or do not repeat it. */
const CAUTIOUS_HINTS = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
} as const;

function hintChanges(
  previousAnnotations: EffectiveAnnotations,
  currentAnnotations: EffectiveAnnotations,
): DefinitionChange[] {
  const [previousHints, currentHints] = [
    effectiveHints(previousAnnotations),
    effectiveHints(currentAnnotations),
  ];
  return (Object.keys(CAUTIOUS_HINTS) as (keyof typeof CAUTIOUS_HINTS)[]).flatMap(
    (hint): DefinitionChange[] => {
      if (previousHints[hint] === currentHints[hint]) return [];
      const isWorse = currentHints[hint] === CAUTIOUS_HINTS[hint];
      const sentence = `"${hint}" is ${currentHints[hint]}, was ${previousHints[hint]}.`;
      return [{ level: isWorse ? 'major' : 'minor', sentence }];
    },
  );
}

/** Returns the annotations with the protocol's defaults; two of them are irrelevant for read-only tools. */
function effectiveHints(annotations: EffectiveAnnotations) {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = {
    ...CAUTIOUS_HINTS,
    ...annotations,
  };
  return {
    readOnlyHint,
    destructiveHint: !readOnlyHint && destructiveHint,
    idempotentHint: readOnlyHint || idempotentHint,
    openWorldHint,
  };
}

/** Returns the differences of texts. Clients that pin definitions ask their users again. */
function textChanges(previousTool: Definition, currentTool: Definition): DefinitionChange[] {
  const texts = ({ title, description, icons }: Definition, annotations: EffectiveAnnotations) => ({
    title: [title, annotations.title],
    description,
    icons,
  });
  const [previousTexts, currentTexts] = [
    texts(previousTool, effectiveAnnotations(previousTool)),
    texts(currentTool, effectiveAnnotations(currentTool)),
  ];
  return (['title', 'description', 'icons'] as const)
    .filter((text) => canonicalJson(previousTexts[text]) !== canonicalJson(currentTexts[text]))
    .map((text): DefinitionChange => ({ level: 'patch', sentence: `Another ${text}.` }));
}
