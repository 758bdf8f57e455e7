import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { Questions } from '../../model/questions.js';
import type { ToolSpec } from '../../model/spec.js';
import type { ItemsHome } from '../check/tool.js';
import { checkArgumentName, checkDescription, checkToolName } from './checks.js';
import type { UndescribedTool } from '../flags/tool.js';

const TYPES = [
  { value: 'string', label: 'string: text' },
  { value: 'integer', label: 'integer: a whole number' },
  { value: 'number', label: 'number: with decimals' },
  { value: 'boolean', label: 'boolean: true or false' },
  { value: 'string[]', label: 'string[]: a list of strings' },
] as const;
type TypeChoice = (typeof TYPES)[number]['value'];

/** One tool after another, until the person has no more. */
export async function askTools(
  questions: Questions,
  provider: ItemsHome,
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
  provider: ItemsHome,
  taken: readonly string[],
  stated: Partial<Pick<ToolSpec, 'name' | 'description'>> = {},
): Promise<ToolSpec> {
  const name =
    stated.name ??
    (await questions.text({
      message: 'Tool name, such as send_message',
      check: checkToolName(provider, taken),
    }));
  const description = stated.description ?? (await askToolDescription(questions, name));
  const { tool } = provider.kind;
  const binding = (await tool.ask(questions)) ?? {};
  const required = [...new Set(tool.requires(binding))];
  return { name, description, inputSchema: await askInput(questions, required), ...binding };
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
    message: `Description of "${name}", for the model`,
    check: checkDescription,
  });

async function askInput(
  questions: Questions,
  bound: readonly string[],
): Promise<ToolSpec['inputSchema']> {
  const properties: Record<string, JsonSchemaObject> = {};
  const required: string[] = [...bound];
  for (const name of bound) properties[name] = await askSchema(questions, name, true);
  while (
    await questions.confirm(
      `Add ${Object.keys(properties).length > 0 ? 'another' : 'an'} argument?`,
      false,
    )
  ) {
    const name = await questions.text({
      message: 'Argument name, such as limit',
      check: checkArgumentName(Object.keys(properties)),
    });
    const isRequired = await questions.confirm(`Is "${name}" required?`, false);
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
    message: `Description of "${name}", for the model (optional)`,
    initial: '',
  });
  const fallback =
    isRequired || type === 'string[]'
      ? ''
      : await questions.text({
          message: `Default value of "${name}" (optional)`,
          initial: '',
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

function defaultOf(type: TypeChoice, text: string): string | number | boolean | undefined {
  if (type === 'boolean') return { true: true, yes: true, false: false, no: false }[text];
  if (type === 'string' || type === 'string[]') return text;
  const value = Number(text);
  const fits =
    text.trim() !== '' && Number.isFinite(value) && (type === 'number' || Number.isInteger(value));
  return fits ? value : undefined;
}
