import * as z from 'zod';
import { jsonSchema } from '../../runtime/src/call/schema/zod-json-schema.js';
import { ZOD_FUNCTIONS } from '../codegen/print/zod.js';
import { isUnedited } from '../edit/same-code.js';
import type { Addition } from '../extend/addition.js';
import type { OpenProject } from '../extend/open-project.js';
import { partsAddition } from '../extend/parts-addition.js';
import { renderContextOf } from '../extend/provider-context.js';
import type { ObjectSchema } from '../model/json-schema.js';
import type { Call, Expression } from '../model/module.js';
import type { Provider } from '../model/project.js';
import type { ToolSpec } from '../model/spec.js';
import { slipOf } from '../model/text/nearest.js';
import { toolOptions } from '../model/tool-options.js';
import { unimplementedIn } from '../model/unimplemented-in.js';
import { partNamed } from '../project/provider-parts.js';
import { renderParts } from '../render/provider-parts.js';
import type { Additions } from '../spec/defaults.js';
import { toolChanges } from './tool-changes.js';

/**
 * Returns the tool that a module defines and whose call is not written yet; undefined if the module
 * does not exist, or is not as it was generated.
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
    ['annotations', 'keywords', 'confirm', ...Object.keys(toolOptions)].flatMap((key) => {
      const member = options?.members.get(key);
      const value = member?.call ? true : member?.value;
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
  const [part] = renderParts(renderContextOf(provider), {
    tools: [tool],
    resources: [],
    prompts: [],
  });
  const file = part?.files.map(adapt).find(({ path }) => path === module.path);
  return file && isUnedited(module.text, file.text) ? tool : undefined;
}

/** Returns the addition of parts, some of which exist as tools without calls. */
export async function additionTo(
  project: OpenProject,
  provider: Provider,
  { tools, ...otherParts }: Additions,
): Promise<Addition> {
  const changedTools = tools.flatMap((currentTool) => {
    const previousTool = unwrittenTool(project, provider, currentTool.name);
    return previousTool
      ? [{ key: currentTool.name, previous: previousTool, current: currentTool }]
      : [];
  });
  const newTools = tools.filter((tool) =>
    changedTools.every(({ current: currentTool }) => currentTool !== tool),
  );
  const partsOfProvider = await partsAddition(project, provider, {
    ...otherParts,
    tools: newTools,
  });
  const slipNotes = newTools.flatMap(({ name }) => slipNote(name, provider));
  const parts = { ...partsOfProvider, notes: [...partsOfProvider.notes, ...slipNotes] };
  if (changedTools.length === 0) return parts;
  const noOtherTools = { previous: [], current: [] };
  const { addition, merges } = await toolChanges(project, provider, {
    addedTools: [],
    changedTools,
    allVersions: noOtherTools,
  });
  return {
    files: [...parts.files, ...addition.files],
    insertions: [...parts.insertions, ...addition.insertions, ...merges],
    notes: [...parts.notes, ...addition.notes],
    ...(parts.answers && { answers: parts.answers }),
  };
}

/** Returns a question for a new tool whose name may be a misspelling of an unwritten one. */
function slipNote(name: string, provider: Provider): string[] {
  if (partNamed(provider, 'tool', name)) return [];
  const tools = provider.definitions.filter(({ kind }) => kind === 'tool');
  const unwrittenNames = tools.flatMap(({ module }) => unimplementedIn(module));
  const similarName = slipOf(
    name,
    unwrittenNames.map((tool) => tool.name),
  );
  return similarName === undefined
    ? []
    : [`"${name}" is a new tool; did you mean "${similarName}", which is not implemented yet?`];
}

/** Returns the schema that a call of zod makes; undefined where it is not one. */
function inputSchemaOf(input: Expression | undefined): ObjectSchema | undefined {
  let schemaValue: unknown;
  try {
    schemaValue = input && zodArgument(input);
  } catch {
    return undefined; // such as a function of the project, or an unknown name of zod
  }
  if (!(schemaValue instanceof z.ZodObject)) return undefined;
  return jsonSchema(schemaValue, 'input') as ObjectSchema;
}

function zodArgument({ call, members, items, value }: Expression): unknown {
  if (call) return zodSchema(call);
  if (members.size > 0)
    return Object.fromEntries(Array.from(members, ([key, member]) => [key, zodArgument(member)]));
  return items.length > 0 ? items.map(zodArgument) : value;
}

/**
 * Returns the result of a call of zod whose arguments are literals and such calls. Only functions
 * that generated modules call, and that return schemas, are allowed; otherwise text of the project
 * could run code.
 * @throws TypeError for other calls
 */
function zodSchema({ callee, receiver, arguments: args }: Call): object {
  const target =
    receiver === undefined
      ? namespaces[callee.slice(0, callee.lastIndexOf('.'))]
      : zodSchema(receiver);
  const method = callee.slice(callee.lastIndexOf('.') + 1);
  const isKnown =
    target instanceof z.ZodType
      ? SCHEMA_METHODS.has(method)
      : target !== undefined && Object.hasOwn(target, method);
  if (target === undefined || !isKnown) throw new TypeError(`"${callee}" makes no schema.`);
  const factory = Reflect.get(target, method) as (...values: unknown[]) => object;
  return factory.apply(target, args.map(zodArgument));
}

const namespaces: Readonly<Record<string, object>> = ZOD_FUNCTIONS;

const SCHEMA_METHODS: ReadonlySet<string> = new Set(
  `catchall default describe gt gte int length lt lte max meta min multipleOf nullable nullish optional or prefault regex`.split(
    /\s+/,
  ),
);
