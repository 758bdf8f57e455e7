import type { JsonSchemaObject } from '../../model/json-schema.js';
import { at, type Questions } from '../../model/questions.js';
import type { ToolSpec } from '../../model/spec.js';
import type { ItemsHome } from '../check/items.js';
import { asName, asOneLine, checkArgumentName, checkDescription, checkToolName } from './checks.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import type { UndescribedTool } from '../flags/tool.js';

const TYPES = [
  { value: 'string', label: 'string: text' },
  { value: 'integer', label: 'integer: a whole number' },
  { value: 'number', label: 'number: with decimals' },
  { value: 'boolean', label: 'boolean: true or false' },
  { value: 'string[]', label: 'string[]: a list of strings' },
] as const;
type TypeChoice = (typeof TYPES)[number]['value'];

/** The first tool of a provider, if it has a request, and more of them; without bindings, the first or an example. */
export async function askTools(questions: Questions, provider: ItemsHome): Promise<ToolSpec[]> {
  const { tool } = provider.kind.spec;
  if (!tool) return [await askFirst(questions, provider)];
  const tools: ToolSpec[] = [];
  for (;;) {
    const own = at(questions, `tools[${tools.length}]`);
    const binding = await tool.ask(at(own, tool.key));
    if (!binding) return tools;
    const names = tools.map(({ name }) => name);
    tools.push(await completed(own, provider, names, {}, binding));
    const asked = { key: 'another', derived: true };
    if (!(await own.confirm('Add another tool?', false, asked))) return tools;
  }
}

async function askFirst(questions: Questions, provider: ItemsHome): Promise<ToolSpec> {
  const check = checkToolName(provider);
  const { sample } = provider.kind.test;
  const own = at(questions, 'tools[0]');
  const name = await own.text({
    key: 'name',
    message: 'First tool: its name, or an example that works',
    initial: sample.name,
    correct: asName(check),
    check,
  });
  return name === sample.name ? sample : completed(own, provider, [], { name }, {});
}

/** `taken`: the other tools of the provider. */
export async function askTool(
  questions: Questions,
  provider: ItemsHome & { baseUrl?: string | undefined },
  taken: readonly string[],
  stated: Stated = {},
): Promise<ToolSpec> {
  const { tool } = provider.kind.spec;
  const binding = (await tool?.ask(at(questions, tool.key), provider.baseUrl)) ?? {};
  await provider.verify?.(binding);
  return completed(questions, provider, taken, stated, binding);
}

type Stated = Partial<Pick<ToolSpec, 'name' | 'description'>>;

async function completed(
  questions: Questions,
  provider: ItemsHome,
  taken: readonly string[],
  stated: Stated,
  binding: Partial<ToolSpec>,
): Promise<ToolSpec> {
  const { tool } = provider.kind.spec;
  const check = checkToolName(provider, taken);
  const suggestion = tool?.suggest?.(binding);
  const free = suggestion?.name && !check(suggestion.name) && suggestion.name;
  const name =
    stated.name ??
    (await questions.text({
      key: 'name',
      message: 'Tool name, such as send_message',
      ...(free && { initial: free, derived: true }),
      correct: asName(check),
      check,
    }));
  const description =
    stated.description ?? (await askToolDescription(questions, name, suggestion?.description));
  const required = [...new Set(tool?.requires(binding))];
  const inputSchema = binding.inputSchema
    ? describedArguments(binding.inputSchema, suggestion?.arguments)
    : await askInput(questions, required, suggestion?.arguments);
  return { name, description, ...binding, inputSchema };
}

/** Those tools that have no description get one. */
export async function askDescriptions(
  questions: Questions,
  tools: readonly UndescribedTool[],
): Promise<ToolSpec[]> {
  const described: ToolSpec[] = [];
  for (const [index, { description, ...tool }] of tools.entries()) {
    const own = at(questions, `tools[${index}]`);
    const answer = description ?? (await askToolDescription(own, tool.name));
    described.push({ ...tool, description: answer });
  }
  return described;
}

const askToolDescription = (questions: Questions, name: string, initial?: string) =>
  questions.text({
    key: `description[${name}]`,
    message: `Description of "${name}", for the model`,
    ...(initial !== undefined && { initial, derived: true }),
    correct: asOneLine,
    check: checkDescription,
  });

/** Arguments without a description get the one that the binding suggests. */
export function describedArguments(
  schema: ToolSpec['inputSchema'],
  texts: Readonly<Record<string, string>> = {},
): ToolSpec['inputSchema'] {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const description = ownValue(texts, name);
    return [
      name,
      typeof property === 'object' && description !== undefined
        ? { description, ...property }
        : property,
    ] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

async function askInput(
  questions: Questions,
  bound: readonly string[],
  descriptions: Readonly<Record<string, string>> = {},
): Promise<ToolSpec['inputSchema']> {
  const properties: Record<string, JsonSchemaObject> = {};
  const required: string[] = [...bound];
  for (const name of bound) {
    const own = at(questions, `arguments.${name}`);
    properties[name] = await askSchema(own, name, true, ownValue(descriptions, name));
  }
  for (let index = 0; ; index += 1) {
    const own = at(questions, `arguments[${index}]`);
    const names = Object.keys(properties);
    const message = `Add ${names.length > 0 ? 'another' : 'an'} argument?`;
    if (!(await own.confirm(message, false, { key: 'added', derived: true }))) break;
    const name = await own.text({
      key: 'name',
      message: 'Argument name, such as limit',
      check: checkArgumentName(names),
    });
    const isRequired = await own.confirm(`Is "${name}" required?`, false, { key: 'required' });
    properties[name] = await askSchema(own, name, isRequired);
    if (isRequired) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

async function askSchema(
  questions: Questions,
  name: string,
  isRequired: boolean,
  suggested = '',
): Promise<JsonSchemaObject> {
  const type = await questions.choose<TypeChoice>({
    key: 'type',
    message: `Type of "${name}"`,
    choices: TYPES,
    initial: 'string',
    derived: true,
  });
  const description = await questions.text({
    key: 'description',
    message: `Description of "${name}", for the model (optional)`,
    initial: suggested,
    derived: true,
    correct: asOneLine,
  });
  const fallback =
    isRequired || type === 'string[]'
      ? ''
      : await questions.text({
          key: 'default',
          message: `Default value of "${name}" (optional)`,
          initial: '',
          derived: true,
          check: (answer) =>
            answer === '' || defaultOf(type, answer) !== undefined
              ? undefined
              : `Enter a value of type ${type}.`,
        });
  const schema: JsonSchemaObject =
    type === 'string[]' ? { type: 'array', items: { type: 'string' } } : { type };
  return {
    ...schema,
    ...(fallback !== '' && { default: defaultOf(type, fallback) }),
    ...(description !== '' && { description }),
  };
}

const BOOLEANS = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

function defaultOf(type: TypeChoice, text: string): string | number | boolean | undefined {
  if (type === 'boolean') return BOOLEANS.get(text);
  if (type === 'string' || type === 'string[]') return text;
  const value = Number(text);
  const fits =
    text.trim() !== '' && Number.isFinite(value) && (type === 'number' || Number.isInteger(value));
  return fits ? value : undefined;
}
