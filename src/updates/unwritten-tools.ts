import * as z from 'zod';
import { jsonSchema } from '../../runtime/src/call/zod-json-schema.js';
import type { Addition } from '../extend/addition.js';
import type { OpenProject } from '../extend/open-project.js';
import { partsAddition } from '../extend/part-files.js';
import { renderContextOf } from '../extend/provider-context.js';
import type { ObjectSchema } from '../model/json-schema.js';
import type { Call, Expression } from '../model/module.js';
import { slipOf } from '../model/nearest.js';
import type { Provider } from '../model/project.js';
import type { ToolSpec } from '../model/spec.js';
import { unimplementedIn } from '../model/unimplemented-in.js';
import { partNamed } from '../project/provider-parts.js';
import { renderParts } from '../render/part.js';
import type { Additions } from '../spec/defaults.js';
import { isUnedited, toolChanges } from './tool-changes.js';

/**
 * The tool that a module defines, whose call is still to be written; undefined where there is no such module, or where
 * it is not as it was generated.
 */
export function unwrittenTool(
  { adapt }: Pick<OpenProject, 'adapt'>,
  provider: Provider,
  name: string,
): ToolSpec | undefined {
  const { module, options, title, description } = partNamed(provider, 'tool', name) ?? {};
  const input = inputSchemaOf(options?.members.get('input'));
  if (!module || !input || description === undefined) return undefined;
  const settings = Object.fromEntries(
    ['annotations', 'keywords', 'confirm'].flatMap((key) => {
      const value = options?.members.get(key)?.value;
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const tool: ToolSpec = {
    name,
    ...(title !== undefined && { title }),
    description,
    inputSchema: input,
    ...settings,
  };
  const [part] = renderParts(renderContextOf(provider), { tools: [tool], resources: [], prompts: [] }); // prettier-ignore
  const file = part?.files.map(adapt).find(({ path }) => path === module.path);
  return file && isUnedited(module.text, file.text) ? tool : undefined;
}

/** The addition of parts of which some tools are there, but for their calls. */
export async function additionTo(
  project: OpenProject,
  provider: Provider,
  { tools, ...others }: Additions,
): Promise<Addition> {
  const changed = tools.flatMap((now) => {
    const was = unwrittenTool(project, provider, now.name);
    return was ? [{ key: now.name, was, now }] : [];
  });
  const added = tools.filter((tool) => changed.every(({ now }) => now !== tool));
  const proposed = await partsAddition(project, provider, { ...others, tools: added });
  const meant = added.flatMap(({ name }) => slipNote(name, provider));
  const parts = { ...proposed, notes: [...proposed.notes, ...meant] };
  if (changed.length === 0) return parts;
  const all = { was: [], now: [] };
  const { addition, merges } = await toolChanges(project, provider, { added: [], changed, all });
  return {
    files: [...parts.files, ...addition.files],
    insertions: [...parts.insertions, ...addition.insertions, ...merges],
    notes: [...parts.notes, ...addition.notes],
  };
}

/** A question where the name of a new tool may be a slip of one that is still to be written. */
function slipNote(name: string, provider: Provider): string[] {
  if (partNamed(provider, 'tool', name)) return [];
  const tools = provider.definitions.filter(({ kind }) => kind === 'tool');
  const unwritten = tools.flatMap(({ module }) => unimplementedIn(module));
  const meant = slipOf(
    name,
    unwritten.map((tool) => tool.name),
  );
  return meant === undefined
    ? []
    : [`"${name}" is a new tool; did you mean "${meant}", which is not implemented yet?`];
}

/** The schema that a call of zod makes; undefined where it is not one. */
function inputSchemaOf(input: Expression | undefined): ObjectSchema | undefined {
  let made: unknown;
  try {
    made = input && valueOf(input);
  } catch {
    return undefined; // a function of the project, or a name that zod does not have
  }
  if (!(made instanceof z.ZodObject)) return undefined;
  return jsonSchema(made, 'input') as ObjectSchema;
}

function valueOf({ call, members, items, value }: Expression): unknown {
  if (call) return resultOf(call);
  if (members.size > 0)
    return Object.fromEntries(Array.from(members, ([key, member]) => [key, valueOf(member)]));
  return items.length > 0 ? items.map(valueOf) : value;
}

/**
 * What a call of zod returns whose arguments are literals and such calls. Functions are found by the names that generated
 * modules call, and return schemas: another name could run what the text of a project says.
 * @throws TypeError for others
 */
function resultOf({ name, on, arguments: given }: Call): unknown {
  const target = on === undefined ? namespaces[name.slice(0, name.lastIndexOf('.'))] : resultOf(on);
  const method = name.slice(name.lastIndexOf('.') + 1);
  const isKnown = target instanceof z.ZodType ? OF_SCHEMAS.has(method) : OF_ZOD.has(method);
  if (typeof target !== 'object' || target === null || !isKnown)
    throw new TypeError(`"${name}" makes no schema.`);
  const made = Reflect.get(target, method) as (...values: unknown[]) => unknown;
  return made.apply(target, given.map(valueOf));
}

const namespaces: Readonly<Record<string, object>> = { z, 'z.iso': z.iso };

const OF_ZOD: ReadonlySet<string> = new Set(
  `any array boolean date datetime email enum int int32 literal looseObject never null number object record strictObject string time
  tuple union unknown url uuid`.split(/\s+/),
);
const OF_SCHEMAS: ReadonlySet<string> = new Set(
  `catchall default describe gt gte int length lt lte max meta min multipleOf nullable nullish optional or prefault regex`.split(
    /\s+/,
  ),
);
