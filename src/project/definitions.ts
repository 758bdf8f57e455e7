import type {
  Code,
  Definition,
  Known,
  Located,
  Modules,
  Property,
  Registrar,
  ToolDefinition,
} from '../model/code.js';
import type { CallValue, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import type { SchemaFact } from '../model/schema.js';
import { SchemaReader } from './schema/reader.js';

const KINDS = ['tool', 'resource', 'prompt'] as const;
type Kind = (typeof KINDS)[number];

export interface Definitions {
  tools: readonly ToolDefinition[];
  resources: readonly Definition[];
  prompts: readonly Definition[];
}

/** Every call of `tool`, `resource` and `prompt` in these files, whoever's they are. */
export function definitionsIn(
  files: readonly SourceFile[],
  code: Code,
  modules: Pick<Modules, 'resolve'>,
): Definitions {
  const found: Record<Kind, Definition[]> = { tool: [], resource: [], prompt: [] };
  for (const file of files) {
    for (const call of file.facts.calls) {
      const made = madeBy(file, call, code, modules);
      if (made) found[made.kind].push(definition({ file, value: call }, made.registrar, code));
    }
  }
  const reader = new SchemaReader(code);
  return {
    tools: found.tool.map((each) => toolDefinition(each, code, reader)),
    resources: found.resource,
    prompts: found.prompt,
  };
}

interface Made {
  kind: Kind;
  registrar: Registrar;
}

/** A call counts where its function was imported from a file of the project, or is exported by this very file. */
function madeBy(
  file: SourceFile,
  { callee, construct, arguments: given }: CallValue,
  code: Code,
  modules: Pick<Modules, 'resolve'>,
): Made | undefined {
  if (construct || given.length === 0) return undefined;
  const root = file.facts.declarations[rootOf(callee)];
  if (root?.within !== -1 || root.kind === 'type') return undefined;
  const names = [code.path(callee).split('.').at(-1)];
  let from = file;
  if (root.import) {
    const source = modules.resolve(file, root.import.specifier);
    if (source.is !== 'file') return undefined;
    from = source.file;
    if (callee.is === 'name') names.push(root.import.imported);
  } else if (!file.facts.exports.some(({ declaration }) => declaration === rootOf(callee)))
    return undefined;
  const origin = code.origin({ file, value: callee });
  if (origin.is === 'declared') {
    names.push(origin.path === '' ? origin.declaration.name : origin.path.split('.').at(-1));
    if (root.import && from.provider === undefined) from = origin.file;
  }
  const kind = KINDS.find((each) => names.includes(each));
  return kind && { kind, registrar: registrarOf(from) };
}

/** Index of the declaration a chain of names begins with. */
function rootOf(value: Value): number {
  if (value.is === 'member') return rootOf(value.object);
  return value.is === 'name' ? value.declaration : -1;
}

const registrarOf = ({ provider, test, path }: SourceFile): Registrar =>
  provider !== undefined && !test ? { is: 'provider', provider } : { is: 'project', path };

function definition(call: Located<CallValue>, registrar: Registrar, code: Code): Definition {
  const { file, value } = call;
  const [given] = value.arguments;
  const object = given && code.object({ file, value: given });
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

/** Schemas are read when somebody asks for them. */
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
