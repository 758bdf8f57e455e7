import type { ToolBinding } from '../../model/kind.js';
import { capitalize, words } from '../../model/names.js';
import { at, type Questions } from '../../model/questions.js';
import type { ToolSpec } from '../../model/spec.js';
import type { SpecContext } from '../check/items.js';
import { describedArguments } from '../defaults.js';
import { readArguments } from '../flags/param-line.js';
import { objectSchema, type UndescribedTool } from '../flags/tool.js';
import { askArguments, plainArgumentsFault } from './arguments.js';
import { asName, asOneLine, checkDescription, checkToolName, freeName, REQUEST } from './checks.js';

interface AskedTools {
  /** Names of the tools that the provider has. */
  taken?: readonly string[];
  /** What is known of the first one. */
  stated?: Partial<Pick<ToolSpec, 'name' | 'description'>>;
  /** They are for a provider that has others: the first one may be written by hand. */
  isAddition?: boolean;
  /** The bindings of the first answer, where it was given before. */
  begin?(questions: Questions): Promise<readonly Partial<ToolSpec>[]>;
}

/** Asked until it is left empty. */
const ANOTHER = { message: 'Another tool? (empty: done)', initial: '' };
/** Offered in the summary. */
const OFFERED = { ...ANOTHER, message: 'Another tool', derived: true };

/** The first tool of a provider or several, then others, until an answer is empty. */
export async function askTools(
  questions: Questions,
  provider: SpecContext & { baseUrl?: string | undefined },
  { taken = [], stated = {}, isAddition = false, begin }: AskedTools = {},
): Promise<ToolSpec[]> {
  const { kind, baseUrl } = provider;
  const { key = 'function', ask = askFunctions(provider) } = kind.spec.tool ?? {};
  const others = isAddition || begin ? OFFERED : ANOTHER;
  const tools: ToolSpec[] = [];
  for (let index = 0; ; index += 1) {
    const toolQuestions = at(questions, `tools[${index}]`);
    const isNew = others === OFFERED && !toolQuestions.isKnown(key);
    const another = { ...others, ...(isNew && { change: 'Add another tool' }) };
    const first = isAddition ? { initial: '' } : {};
    const answered =
      index === 0 && begin
        ? await begin(at(toolQuestions, key))
        : await ask(at(toolQuestions, key), index === 0 ? first : another, baseUrl);
    const isUnbound = index === 0 && isAddition && answered.length === 0;
    const bindings = isUnbound ? [{}] : answered;
    for (const [place, binding] of bindings.entries()) {
      await provider.verify?.(binding);
      const names = [...taken, ...tools.map(({ name }) => name)];
      const part = place === 0 ? toolQuestions : at(toolQuestions, `${key}[${place}]`);
      tools.push(await completed(part, provider, names, tools.length === 0 ? stated : {}, binding));
    }
    // One that was taken away is not the last one.
    if (bindings.length === 0 && !questions.isKnown(`tools[${index + 1}].${key}`)) return tools;
  }
}

/** Where the owner writes the functions: their names and arguments. */
const askFunctions =
  (provider: SpecContext): ToolBinding<ToolSpec>['ask'] =>
  async (questions, asked = {}) => {
    const { sample } = provider.kind.test;
    const text = await questions.text({
      message: 'First tool: its name, and its arguments',
      initial: sample.name,
      ...asked,
      takenFor: () => (asked.initial === '' ? FUNCTION : `${FUNCTION} · Enter alone: an example`),
      check: (line) => functionFault(line, provider),
    });
    return text === '' ? [] : [text === sample.name ? sample : readFunction(text)];
  };

const FUNCTION = 'Such as add a:number! b:number!, or the name alone';

/** `add a:number! b:number!`; a name alone says nothing of arguments. @throws Misread */
function readFunction(text: string): Partial<ToolSpec> {
  const [, name = '', words = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  return { name, ...(words !== '' && { inputSchema: objectSchema(readArguments(words)) }) };
}

function functionFault(line: string, provider: SpecContext): string | undefined {
  const [, name = '', words = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const typed = REQUEST.test(line) ? line : name;
  return line === '' ? undefined : (checkToolName(provider)(typed) ?? plainArgumentsFault(words));
}

async function completed(
  questions: Questions,
  provider: SpecContext,
  taken: readonly string[],
  stated: Partial<Pick<ToolSpec, 'name' | 'description'>>,
  binding: Partial<ToolSpec>,
): Promise<ToolSpec> {
  const { tool } = provider.kind.spec;
  const check = checkToolName(provider, taken);
  const suggestion = tool?.suggest?.(binding);
  const suggestedName = binding.name ?? suggestion?.name;
  const free = freeName(suggestedName, check);
  const name =
    stated.name ??
    (await questions.text({
      key: 'name',
      message: 'Tool name, such as send_message',
      ...(free !== undefined && { initial: free, derived: free === suggestedName }),
      correct: asName(check),
      check,
    }));
  const suggestedDescription =
    binding.description ?? suggestion?.description ?? (tool ? undefined : sentenceOf(name));
  const description =
    stated.description ?? (await askToolDescription(questions, name, suggestedDescription));
  const required = [...new Set(tool?.requires(binding))];
  const inputSchema = binding.inputSchema ?? (await askArguments(questions, name, required));
  return {
    ...binding,
    name,
    description,
    inputSchema: describedArguments(inputSchema, suggestion?.arguments),
  };
}

/** `read_sensor` → "Read sensor." */
const sentenceOf = (name: string): string => `${capitalize(words(name).join(' '))}.`;

/** Asks for the descriptions of the tools that have none. */
export async function askDescriptions(
  questions: Questions,
  tools: readonly UndescribedTool[],
): Promise<ToolSpec[]> {
  const described: ToolSpec[] = [];
  for (const [index, { description, ...tool }] of tools.entries()) {
    const toolQuestions = at(questions, `tools[${index}]`);
    const answer = description ?? (await askToolDescription(toolQuestions, tool.name));
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
