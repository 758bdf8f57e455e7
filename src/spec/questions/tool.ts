import type { JsonSchemaObject } from '../../model/json-schema.js';
import { placeholders } from '../../model/placeholders.js';
import type { Questions } from '../../model/questions.js';
import { httpMethods, type HttpMethod, type ToolSpec } from '../../model/spec.js';
import { checkArgumentName, checkDescription, checkPath, checkToolName } from './checks.js';
import type { UndescribedTool } from '../flags/tool.js';

const NO_REQUEST = 'none';

const TYPES = [
  { value: 'string', label: 'string: text' },
  { value: 'integer', label: 'integer: a whole number' },
  { value: 'number', label: 'number: with decimals, too' },
  { value: 'boolean', label: 'boolean: true or false' },
  { value: 'string[]', label: 'string[]: a list of texts' },
] as const;
type TypeChoice = (typeof TYPES)[number]['value'];

/** One tool after another, until the person has no more. */
export async function askTools(
  questions: Questions,
  provider: string,
  taken: readonly string[],
): Promise<ToolSpec[]> {
  const tools: ToolSpec[] = [];
  while (
    await questions.confirm(
      tools.length === 0 ? 'Add a tool?' : 'Add another tool?',
      tools.length === 0,
    )
  ) {
    const names = [...taken, ...tools.map(({ name }) => name)];
    tools.push(await askTool(questions, provider, names));
  }
  return tools;
}

/** `taken`: the other tools of the provider. */
export async function askTool(
  questions: Questions,
  provider: string,
  taken: readonly string[],
  stated: Partial<Pick<ToolSpec, 'name' | 'description'>> = {},
): Promise<ToolSpec> {
  const name =
    stated.name ??
    (await questions.text({
      message: 'Name of the tool, such as send_message',
      check: checkToolName(provider, taken),
    }));
  const description = stated.description ?? (await askToolDescription(questions, name));
  const method = await questions.choose<HttpMethod | typeof NO_REQUEST>({
    message: 'How the API is called',
    choices: [
      ...httpMethods.map((value) => ({ value, label: value })),
      { value: NO_REQUEST, label: 'Not said yet: I write the call myself' },
    ],
  });
  if (method === NO_REQUEST) {
    return { name, description, inputSchema: await askInput(questions, []) };
  }
  const path = await questions.text({
    message: 'Path below the base URL, with {arguments}, such as /rooms/{room_id}/messages',
    check: checkPath,
  });
  const inputSchema = await askInput(questions, [...new Set(placeholders(path))]);
  return { name, description, inputSchema, request: { method, path } };
}

/** Those tools that have no description get one. */
export async function askDescriptions(
  questions: Questions,
  tools: readonly UndescribedTool[],
): Promise<ToolSpec[]> {
  const described: ToolSpec[] = [];
  for (const { description, ...tool } of tools) {
    const answer = description ?? (await askToolDescription(questions, tool.name));
    described.push({ ...tool, description: answer });
  }
  return described;
}

const askToolDescription = (questions: Questions, name: string) =>
  questions.text({
    message: `What "${name}" does, for the model that chooses it`,
    check: checkDescription,
  });

async function askInput(
  questions: Questions,
  inPath: readonly string[],
): Promise<ToolSpec['inputSchema']> {
  const properties: Record<string, JsonSchemaObject> = {};
  const required: string[] = [...inPath];
  for (const name of inPath) properties[name] = await askSchema(questions, name, true);
  while (
    await questions.confirm(
      `Add ${Object.keys(properties).length > 0 ? 'another' : 'an'} argument?`,
      false,
    )
  ) {
    const name = await questions.text({
      message: 'Name of the argument, such as limit',
      check: checkArgumentName(Object.keys(properties)),
    });
    const isRequired = await questions.confirm(`Must "${name}" be given?`, false);
    properties[name] = await askSchema(questions, name, isRequired);
    if (isRequired) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

async function askSchema(
  questions: Questions,
  name: string,
  isRequired: boolean,
): Promise<JsonSchemaObject> {
  const type = await questions.choose<TypeChoice>({
    message: `Type of "${name}"`,
    choices: TYPES,
    initial: 'string',
  });
  const description = await questions.text({
    message: `What "${name}" is, for the model (empty: not said)`,
    initial: '',
  });
  const fallback =
    isRequired || type === 'string[]'
      ? ''
      : await questions.text({
          message: `Default of "${name}" (empty: none)`,
          initial: '',
          check: (answer) =>
            answer === '' || defaultOf(type, answer) !== undefined
              ? undefined
              : `That is not a value of type ${type}.`,
        });
  const schema: JsonSchemaObject =
    type === 'string[]' ? { type: 'array', items: { type: 'string' } } : { type };
  return {
    ...schema,
    ...(fallback !== '' && { default: defaultOf(type, fallback) }),
    ...(description !== '' && { description }),
  };
}

function defaultOf(type: TypeChoice, text: string): string | number | boolean | undefined {
  if (type === 'boolean') return { true: true, yes: true, false: false, no: false }[text];
  if (type === 'string' || type === 'string[]') return text;
  const value = Number(text);
  const fits =
    text.trim() !== '' && Number.isFinite(value) && (type === 'number' || Number.isInteger(value));
  return fits ? value : undefined;
}
