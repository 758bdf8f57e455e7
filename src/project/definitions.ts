import type {
  Code,
  Definition,
  FormDefinition,
  Known,
  KnownObject,
  Located,
  Property,
  Registrar,
  ToolDefinition,
} from '../model/code.js';
import type { CallValue } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import type { SchemaFact } from '../model/schema.js';
import { madeBy } from './made.js';
import type { Kind, Resolver } from './maker.js';
import { SchemaReader } from './schema/reader.js';

export interface Definitions {
  tools: readonly ToolDefinition[];
  resources: readonly Definition[];
  prompts: readonly Definition[];
  forms: readonly FormDefinition[];
}

/** Every call of `tool`, `resource` and `prompt` in these files, of any provider. */
export function definitionsIn(
  files: readonly SourceFile[],
  code: Code,
  modules: Resolver,
): Definitions {
  const found: Record<Kind, Definition[]> = { tool: [], resource: [], prompt: [] };
  for (const file of files) {
    for (const call of file.facts.calls) {
      const made = madeBy(file, call, code, modules);
      if (!made) continue;
      for (const given of made.given) {
        found[made.kind].push(definition({ file, value: call }, given, made.registrar, code));
      }
    }
  }
  const reader = new SchemaReader(code);
  return {
    tools: found.tool.map((each) => toolDefinition(each, code, reader)),
    resources: found.resource,
    prompts: found.prompt,
    forms: files.flatMap((file) => formsIn(file, code, reader)),
  };
}

const formsIn = (file: SourceFile, code: Code, reader: SchemaReader): FormDefinition[] =>
  file.facts.calls.flatMap((call) => {
    const asks = code.runtime({ file, value: call.callee })?.asks;
    if (asks === undefined) return [];
    const given = code.argument({ file, value: call }, asks);
    return [
      {
        file,
        call,
        get schema() {
          return given && reader.read(given);
        },
      },
    ];
  });

function definition(
  { file, value }: Located<CallValue>,
  object: KnownObject | undefined,
  registrar: Registrar,
  code: Code,
): Definition {
  const property = (key: string) => object?.properties.find((each) => each.key === key);
  const at = file.at(value.callee);
  const text = (key: string): Known<string> => {
    const found = property(key);
    if (!found) return object && !object.partial ? { is: 'absent' } : { is: 'unseen', at };
    const constant = code.constant(found);
    const place = found.file.at(found.value);
    return typeof constant === 'string'
      ? { is: 'known', value: constant, at: place }
      : { is: 'unseen', at: place };
  };
  return {
    file,
    call: value,
    at,
    registrar,
    ...(object && { object }),
    name: text('name'),
    title: text('title'),
    description: text('description'),
    property,
  };
}

/** Schemas are read on demand. */
function toolDefinition(made: Definition, code: Code, reader: SchemaReader): ToolDefinition {
  const schema = (key: string): SchemaFact | undefined => {
    const property = made.property(key);
    return property && reader.read(property);
  };
  return {
    ...made,
    get input() {
      return schema('input');
    },
    get output() {
      return schema('output');
    },
    get annotations() {
      return annotationsOf(made.property('annotations'), code);
    },
    get run() {
      const property = made.property('run');
      return property && code.functions(property).findLast(({ function: { body } }) => body);
    },
  };
}

function annotationsOf(property: Property | undefined, code: Code): ToolDefinition['annotations'] {
  const object = property && code.object(property);
  if (!object) return undefined;
  return Object.fromEntries(
    object.properties.map((each) => {
      const constant = code.constant(each);
      const known = typeof constant === 'boolean' || typeof constant === 'string';
      return [each.key, known ? constant : undefined];
    }),
  );
}
