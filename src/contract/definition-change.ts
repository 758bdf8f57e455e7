import { canonical, type Schema } from './schema.js';
import { type SchemaChange, schemaChanges } from './schema-change.js';

/** What `tools/list` has of a tool. */
export interface Definition {
  description?: unknown;
  title?: unknown;
  icons?: unknown;
  inputSchema?: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
}

export type Change = Pick<SchemaChange, 'level' | 'sentence'>;

/** What differs between two versions of a tool for those who call it. */
export function definitionChanges(was: Definition, is: Definition): Change[] {
  return [
    ...schemaChanges(schemaOf(was.inputSchema), schemaOf(is.inputSchema), 'input'),
    ...resultChanges(was.outputSchema, is.outputSchema),
    ...hintChanges(annotationsOf(was), annotationsOf(is)),
    ...textChanges(was, is),
  ];
}

const schemaOf = (schema: unknown) => (schema ?? { type: 'object' }) as Schema;

function resultChanges(was: unknown, is: unknown): Change[] {
  if (was === undefined && is === undefined) return [];
  if (is === undefined) return [{ level: 'major', sentence: 'The result no longer has a schema.' }];
  if (was === undefined) return [{ level: 'minor', sentence: 'The result has a schema.' }];
  return schemaChanges(was as Schema, is as Schema, 'output');
}

interface Annotations {
  title?: unknown;
  readOnlyHint?: boolean;
  destructiveHint?: boolean;
  idempotentHint?: boolean;
  openWorldHint?: boolean;
}

const annotationsOf = ({ annotations }: Definition) => (annotations ?? {}) as Annotations;

/** What makes clients ask before a call, or not call again. */
const CAUTIOUS = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
} as const;

function hintChanges(was: Annotations, is: Annotations): Change[] {
  const [before, after] = [effective(was), effective(is)];
  return (Object.keys(CAUTIOUS) as (keyof typeof CAUTIOUS)[]).flatMap((hint): Change[] => {
    if (before[hint] === after[hint]) return [];
    const isWorse = after[hint] === CAUTIOUS[hint];
    const sentence = `"${hint}" is ${after[hint]}, was ${before[hint]}.`;
    return [{ level: isWorse ? 'major' : 'minor', sentence }];
  });
}

/** An absent hint has the value of the protocol; two have no meaning where nothing is changed. */
function effective(annotations: Annotations) {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = {
    ...CAUTIOUS,
    ...annotations,
  };
  return {
    readOnlyHint,
    destructiveHint: !readOnlyHint && destructiveHint,
    idempotentHint: readOnlyHint || idempotentHint,
    openWorldHint,
  };
}

/** Clients that pin definitions ask their users again. */
function textChanges(was: Definition, is: Definition): Change[] {
  const texts = ({ title, description, icons }: Definition, annotations: Annotations) => ({
    title: [title, annotations.title],
    description,
    icons,
  });
  const [before, after] = [texts(was, annotationsOf(was)), texts(is, annotationsOf(is))];
  return (['title', 'description', 'icons'] as const)
    .filter((text) => canonical(before[text]) !== canonical(after[text]))
    .map((text): Change => ({ level: 'patch', sentence: `Another ${text}.` }));
}
