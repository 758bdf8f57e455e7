import type { JsonSchemaObject } from '../call/schema/json-schema.js';

/** The definitions that a client gets, in the form of the lists of MCP. */
export interface ListedEntries {
  instructions?: string | undefined;
  /** What clients list in place of the tools, if they find these by search. */
  searched?: string | undefined;
  tools: readonly ListedPart[];
  /** Resources and resource templates. */
  resources?: readonly ListedPart[];
  prompts?: readonly ListedPrompt[];
}

/** A prompt as a list has it. */
export type ListedPrompt = ListedPart & {
  arguments?: readonly { name: string; required?: boolean; description?: string }[] | undefined;
};

/** Further members are shown as JSON. */
export type ListedPart = Readonly<{
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  annotations?: object | undefined;
  /** Whether the tool runs as a task, and for how long a repeated call gets the first result: no members of MCP. */
  task?: string | undefined;
  once?: string | undefined;
  /** Of a tool of another MCP server: its name there, and the question that the user confirms first. */
  remoteName?: string | undefined;
  question?: string | undefined;
  inputSchema?: object;
  outputSchema?: object | undefined;
}>;

/**
 * Returns the text of `tests/<provider>.tools.txt`: a paragraph for each tool, resource and prompt, by name, with a line
 * for each argument and each member of a result, so that a change is a line of a review. No keyword of a schema is left
 * out.
 */
export const listedText = ({
  instructions,
  searched,
  tools,
  resources = [],
  prompts = [],
}: ListedEntries): string =>
  textOfParagraphs([
    ...[[instructions ?? [], searched ?? []].flat().join('\n')]
      .filter((head) => head !== '')
      .map((head) => escapeUnsafe(head.replaceAll(/\n{2,}/g, '\n'))),
    ...byName(tools).map(toolParagraph),
    ...byName(resources).map(resourceParagraph),
    ...byName(prompts).map(promptParagraph),
  ]);

const byName = <Part extends { name: string }>(parts: readonly Part[]): Part[] =>
  parts.toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The order of members has no meaning. */
const byKey = <Value>(entries: [string, Value][]): [string, Value][] =>
  entries.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Returns the paragraph of one tool, with all members of its result. */
export function toolParagraph(tool: ListedPart): string {
  const { name, title, description, annotations = {}, task, once, remoteName, question, inputSchema, outputSchema, ...otherMembers } = tool; // prettier-ignore
  const runsAs = [task && `task ${task}`, once && `once ${once}`].filter((text) => text);
  const resultMembers =
    outputSchema === undefined ? [] : membersOf(outputSchema as JsonSchemaObject);
  return paragraph(headOf(name, title), description, [
    `(${[...hintsIn(annotations), ...runsAs].join(', ')})`,
    ...(task === 'required'
      ? [`clients without tasks list start_${name} and get_${name}_result in its place`]
      : []),
    ...(remoteName === undefined ? [] : [`calls "${remoteName}" of the server`]),
    ...(question === undefined ? [] : [`asks first: ${question}`]),
    ...membersOf((inputSchema ?? {}) as JsonSchemaObject),
    ...(outputSchema === undefined ? [] : ['returns', ...indentLines(resultMembers)]),
    ...membersAsJson(otherMembers),
  ]);
}

/** Returns a listed tool with what clients notice when they call it, and MCP does not list. */
export const withRunOptions = (
  entry: ListedPart,
  { task, once, remoteName, question }: Pick<ListedPart, RunOption> = {},
): ListedPart => ({ ...entry, task, once, remoteName, question });

type RunOption = 'task' | 'once' | 'remoteName' | 'question';

/**
 * Returns the hints of a tool: those that hold, then those that do not. One that is missing has the
 * default of the client.
 */
function hintsIn(annotations: object): string[] {
  const hints = byKey(Object.entries(annotations));
  const names = (holds: boolean) =>
    hints.filter(([, value]) => value === holds).map(([hint]) => hint.replace(/Hint$/, ''));
  return [...names(true), ...names(false).map((name) => `not ${name}`)];
}

/** Returns the paragraph of a resource or a template of them. */
export const resourceParagraph = ({ name, description, ...otherMembers }: ListedPart): string =>
  paragraph(name, description, membersAsJson(otherMembers));

/** Returns the paragraph of a prompt. */
export const promptParagraph = ({
  name,
  title,
  description,
  arguments: args = [],
}: ListedPrompt): string =>
  paragraph(
    headOf(name, title),
    description,
    args.map((arg) => withDescription(optional(arg.name, arg.required === true), arg.description)),
  );

const headOf = (name: string, title: string | undefined): string =>
  title === undefined ? name : `${name}: ${title}`;

/** Characters that are escaped in a file that users review: control characters and invisible ones. */
const UNSAFE = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const escapeUnsafe = (text: string): string =>
  text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);

const paragraph = (head: string, description: string | undefined, rest: readonly string[]) =>
  escapeUnsafe(
    [head, ...indentLines([...(description === undefined ? [] : [description]), ...rest])].join(
      '\n',
    ),
  );

const indentLines = (list: readonly string[]): string[] =>
  list.flatMap((lines) => lines.split('\n')).map((line) => `  ${line}`.trimEnd());

const asJson = ([key, value]: [string, unknown]): string => `${key} ${JSON.stringify(value)}`;

const membersAsJson = (members: object): string[] =>
  byKey(Object.entries(members))
    .filter(([, value]) => value !== undefined)
    .map(asJson);

const withDescription = (text: string, description: unknown): string =>
  typeof description === 'string' ? `${text} – ${description}` : text;

const optional = (name: string, isRequired: boolean): string => (isRequired ? name : `${name}?`);

/** Returns a line for each member of an object, with those below it. */
function membersOf({
  properties = {},
  required = [],
  additionalProperties = true,
}: JsonSchemaObject) {
  const names = required as string[];
  const members = Object.entries(properties as Record<string, JsonSchemaObject>);
  const others = isSchema(additionalProperties) ? memberText('…', additionalProperties) : ['…'];
  return [
    ...members.flatMap(([name, schema]) =>
      memberText(optional(name, names.includes(name)), schema),
    ),
    ...(additionalProperties === false ? [] : others),
  ];
}

const isSchema = (value: unknown): value is JsonSchemaObject =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const memberText = (name: string, schema: JsonSchemaObject): string[] => [
  withDescription(`${name}: ${typeText(schema)}`, descriptionsIn(schema).join(' ') || undefined),
  ...indentLines(membersBelow(schema)),
];

/** Returns the properties of a schema, of its items, and of its alternatives. */
const descriptionsIn = (schema: JsonSchemaObject): string[] => [
  ...(typeof schema.description === 'string' ? [schema.description] : []),
  ...partsOf(schema).flatMap(descriptionsIn),
];

const partsOf = ({ items, anyOf, oneOf }: JsonSchemaObject): JsonSchemaObject[] =>
  [items, anyOf, oneOf].flat().filter(isSchema);

/** Returns the members of the objects in a schema. */
function membersBelow(schema: JsonSchemaObject): string[] {
  const isObject = 'properties' in schema || isSchema(schema.additionalProperties);
  return isObject ? membersOf(schema) : partsOf(schema).flatMap(membersBelow);
}

const SHOWN = ['$schema', 'type', 'format', 'enum', 'items', 'anyOf', 'oneOf', 'properties', 'required', 'additionalProperties', 'description']; // prettier-ignore

/** Returns the type of a schema, and every other keyword that it has. */
function typeText(schema: JsonSchemaObject): string {
  const { type = 'any', format, enum: values, items, anyOf, oneOf } = schema;
  const branches = Array.isArray(anyOf) ? anyOf : oneOf;
  const types = [type]
    .flat()
    .map((typeName) =>
      typeName === 'string' && typeof format === 'string' ? format : String(typeName),
    );
  const base = Array.isArray(values)
    ? [
        ...values.map((value) => JSON.stringify(value)),
        ...types.filter((typeName) => typeName === 'null'),
      ]
    : Array.isArray(branches)
      ? branches.map((branch) => typeText(branch as JsonSchemaObject))
      : types.map((typeName) =>
          typeName === 'array' ? listOf(typeText((items ?? {}) as JsonSchemaObject)) : typeName,
        );
  const otherKeywords = byKey(Object.entries(schema)).filter(([key]) => !SHOWN.includes(key));
  const others = [...(Array.isArray(oneOf) ? ['exactly one'] : []), ...otherKeywords.map(asJson)];
  return base.join(' | ') + (others.length === 0 ? '' : ` (${others.join(', ')})`);
}

/** Returns the type in the notation of TypeScript: `(object | null)[]`. */
const listOf = (item: string): string => (item.includes(' | ') ? `(${item})[]` : `${item}[]`);

/** The type of a tool's result, with its members. */
const RESULT = /^ {2}returns(?:\n {4}.*)+/m;
const SAME = /^ {2}returns what (\S+) returns$/m;

/** Returns the paragraphs of a text, each with all members of its result. */
export function paragraphsIn(text: string): string[] {
  const results = new Map<string, string>();
  return text
    .trimEnd()
    .split(/\n\n(?=\S)/)
    .map((alternative) => {
      const [result] = RESULT.exec(alternative) ?? [];
      if (result !== undefined) results.set(nameOf(alternative), result);
      return alternative.replace(SAME, (line, name: string) => results.get(name) ?? line);
    });
}

/** Returns the text of paragraphs; what several tools return is in the first of them. */
export function textOfParagraphs(paragraphs: readonly string[]): string {
  const first = new Map<string, string>();
  const shortened = paragraphs.map((paragraph) =>
    paragraph.replace(RESULT, (result) => {
      const owner = first.get(result);
      if (owner === undefined) first.set(result, nameOf(paragraph));
      return owner === undefined ? result : `  returns what ${owner} returns`;
    }),
  );
  return `${shortened.join('\n\n')}\n`;
}

/** The line of a tool with its hints. */
const HINTS = /^ {2}\((?:(?:(?:not|task|once) )?\w+(?:, |(?=\))))*\)$/m;

/**
 * Returns the name of the entry that a paragraph describes; `provider` represents the instructions,
 * which come first.
 */
export function subjectOf(
  text: string,
  index: number,
): 'provider' | 'tool' | 'resource' | 'prompt' {
  if (HINTS.test(text)) return 'tool';
  if (/^ {2}uri(?:Template)? "/m.test(text)) return 'resource';
  return index === 0 && !text.includes('\n  ') ? 'provider' : 'prompt';
}

/** Returns the name in the first line of a paragraph. */
export const nameOf = (text: string): string => /^[^\s:]*/.exec(text)?.[0] ?? '';
