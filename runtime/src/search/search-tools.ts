import * as z from 'zod';
import { defineTool } from '../call/define/define.js';
import type { Tool, ToolAnnotations } from '../call/define/definitions.js';
import { ToolError } from '../call/result/tool-error.js';
import type { Principal } from '../identity/principal.js';
import { isObject } from '../utils/is-object.js';
import { mostSimilar } from '../utils/similar.js';
import { unknownMembersText } from '../utils/unknown-members.js';
import { searchResultText } from './found-text.js';
import { searchToolNames } from './names.js';
import { type OperationClass, operationClass, Operations } from './operations.js';

const MAX_WORDS = 40;
const MAX_WORDINGS = 4;
/** Limits of the operations that are shown with their arguments, and of all that are found. */
const MAX_SHOWN = 5;
const MAX_FOUND = 15;
const MAX_DESCRIBED = 5;
/** Limit of a name (MCP, "Tool Names"); comparing longer ones takes time. */
const Name = z.string().max(128);

const CLASS_TEXTS: Readonly<
  Record<OperationClass, { does: string; annotations: ToolAnnotations }>
> = {
  read: { does: 'that changes nothing', annotations: { readOnlyHint: true } },
  write: {
    does: 'that adds something, and changes nothing that exists',
    annotations: { readOnlyHint: false, destructiveHint: false },
  },
  destructive: {
    does: 'that changes or deletes something. Make sure that this is wanted',
    annotations: { readOnlyHint: false, destructiveHint: true },
  },
};

type Args = Readonly<Record<string, unknown>>;

/** Names that models give to an object of arguments. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'arguments',
  'args',
  'params',
  'parameters',
  'input',
]);

const misplacedArguments: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys'
    ? `${unknownMembersText(issue.keys)} beside "operation". Put the operation's arguments into "arguments".`
    : undefined;

const LOOKUP_ANNOTATIONS: ToolAnnotations = { readOnlyHint: true, openWorldHint: false };

/** The operations of a provider, and the names of the tools that find, describe and call them. */
interface SearchOffer {
  title: string;
  names: ReturnType<typeof searchToolNames>;
  tools: ReadonlyMap<string, Tool>;
  operations: Operations;
}

/**
 * Offers the tools of a provider as operations, through tools that find, describe and call them. A
 * call of an operation is a call of its tool: its checks, questions, limits and log lines are those
 * of the tool.
 */
export function searchTools(
  { name, title = name }: { name: string; title?: string | undefined },
  tools: ReadonlyMap<string, Tool>,
): ReadonlyMap<string, Tool> {
  const offer = { title, names: searchToolNames(name), tools, operations: new Operations(tools) };
  const callers = (Object.keys(CLASS_TEXTS) as OperationClass[])
    .filter((kind) => offer.operations.has(kind))
    .map((kind) => callTool(offer, kind));
  return new Map(
    [findTool(offer), describeTool(offer), ...callers].map((tool) => [tool.name, tool]),
  );
}

function findTool({ title, names, operations }: SearchOffer): Tool {
  const words = operations.vocabulary(MAX_WORDS).join(', ');
  return defineTool({
    name: names.find,
    title: `Find operations of ${title}`,
    description: `Find operations of ${title} by what they do. Its nouns: ${words}.`,
    input: z.object({
      wordings: z
        .array(z.string().min(1).max(200))
        .min(1)
        .max(MAX_WORDINGS)
        .describe(
          'One request in up to four wordings: in the user’s words, and in words that the API may use, such as "create refund" or "list open invoices".',
        ),
    }),
    annotations: LOOKUP_ANNOTATIONS,
    run: async ({ wordings }, { principal }) => {
      const matches = await operations.find(wordings, MAX_FOUND, isOfferedTo(principal));
      if (matches.length === 0) return `Nothing found. Use nouns of the API: ${words}.`;
      const shownOperations = matches.slice(0, MAX_SHOWN).map((tool) => ({
        name: tool.name,
        title: tool.title ?? tool.description,
        inputSchema: operations.listEntryOf(tool).inputSchema,
        call: names.call(operationClass(tool)),
        isRead: operationClass(tool) === 'read',
        unavailable: tool.unavailable,
      }));
      return searchResultText(
        shownOperations,
        matches.slice(MAX_SHOWN).map((tool) => tool.name),
      );
    },
  });
}

function describeTool(offer: SearchOffer): Tool {
  const { title, names, operations } = offer;
  return defineTool({
    name: names.describe,
    title: `Describe operations of ${title}`,
    description: `Descriptions and arguments of operations, as JSON Schema. Use it before the first call of an operation.`,
    input: z.object({
      operations: z.array(Name).min(1).max(MAX_DESCRIBED).describe(`Names from ${names.find}.`),
    }),
    annotations: LOOKUP_ANNOTATIONS,
    run: async ({ operations: requestedNames }, { principal }) => ({
      operations: await Promise.all(
        requestedNames.map(async (name) => {
          const tool = operations.get(name);
          if (!tool || !isOfferedTo(principal)(tool))
            return { name, error: await unknownOperation(offer, name, principal) };
          const { description, inputSchema } = operations.listEntryOf(tool);
          return { name, description, inputSchema, call: names.call(operationClass(tool)) };
        }),
      ),
    }),
  });
}

/** Creates the tool that calls the operations of one class. */
function callTool(offer: SearchOffer, kind: OperationClass): Tool {
  const { title, names, operations } = offer;
  const { does, annotations } = CLASS_TEXTS[kind];
  const input = z.strictObject(
    {
      operation: Name.describe(`Name from ${names.find}.`),
      arguments: z
        .record(z.string(), z.unknown(), { error: 'It is not an object of arguments by name.' })
        .default({})
        .describe(`Arguments, as ${names.describe} describes them.`),
    },
    { error: misplacedArguments },
  );
  return {
    ...defineTool({
      name: names.call(kind),
      title: `Call ${title} (${kind})`,
      description: `Call an operation of ${title} ${does}.`,
      input,
      annotations,
      // Reached only if there is no tool to forward to.
      run: async ({ operation, arguments: args }, { principal }) => {
        throw new ToolError(await refusal(offer, kind, operation, args, principal));
      },
    }),
    forwards(args) {
      const { data } = input.safeParse(args);
      const tool = data && operations.get(data.operation);
      return tool &&
        operationClass(tool) === kind &&
        wrapperIn(offer, data.arguments, tool) === undefined
        ? {
            tool: hiddenWithoutAccess(offer, tool),
            name: data.operation,
            args: data.arguments,
          }
        : undefined;
    },
  };
}

/** Returns the reason why an operation is not called. */
async function refusal(
  offer: SearchOffer,
  kind: OperationClass,
  operation: string,
  args: Args,
  principal: Principal,
): Promise<string> {
  const { names, operations } = offer;
  const tool = operations.get(operation);
  if (!tool || !isOfferedTo(principal)(tool)) return unknownOperation(offer, operation, principal);
  if (operationClass(tool) !== kind)
    return `Call "${operation}" with ${names.call(operationClass(tool))}.`;
  const wrapper = wrapperIn(offer, args, tool) ?? '';
  return `Operation "${operation}" has no argument "${wrapper}". Put its arguments into "arguments" itself, not into "arguments.${wrapper}".`;
}

/**
 * Returns the argument that contains the others, if the operation has no argument with its name:
 * models wrap arguments twice.
 */
function wrapperIn({ operations }: SearchOffer, args: Args, tool: Tool): string | undefined {
  const names = Object.keys(args);
  const name = names.length === 1 && WRAPPERS.has(names[0] ?? '') ? names[0] : 'arguments';
  if (name === undefined || !isObject(args[name])) return undefined;
  const { properties = {} } = operations.listEntryOf(tool).inputSchema;
  return Object.hasOwn(properties as object, name) ? undefined : name;
}

/** Makes callers without access see the error of an unknown name. */
function hiddenWithoutAccess(offer: SearchOffer, tool: Tool): Tool {
  const { accessOf } = tool;
  if (!accessOf) return tool;
  return {
    ...tool,
    accessOf(principal) {
      const access = accessOf(principal);
      if (access.allowed || access.scopes.length > 0) return access;
      return { ...access, instead: () => unknownOperation(offer, tool.name, principal) };
    },
  };
}

async function unknownOperation(
  offer: SearchOffer,
  operation: string,
  principal: Principal,
): Promise<string> {
  const matches = await offer.operations.find([operation], 3, isOfferedTo(principal));
  return notFound(offer, operation, principal, matches);
}

function notFound(
  { names, tools }: SearchOffer,
  operation: string,
  principal: Principal,
  matches: readonly Tool[],
): string {
  const offeredNames = [...tools.values()].filter(isOfferedTo(principal)).map((tool) => tool.name);
  const suggestions = [mostSimilar(operation, offeredNames), ...matches.map((tool) => tool.name)];
  const suggestionText = [...new Set(suggestions.filter((suggestion) => suggestion !== undefined))]
    .slice(0, 3)
    .join(', ');
  const hint = suggestionText === '' ? '' : ` Did you mean one of these: ${suggestionText}?`;
  return `Operation "${operation.slice(0, 100)}" not found.${hint} Use ${names.find}.`;
}

/** Names of the tools, with as much of the provider's name as the limits of clients allow. */
const isOfferedTo =
  (principal: Principal) =>
  (tool: Tool): boolean =>
    !tool.isHiddenFrom?.(principal);
