import type { ToolBinding } from '../../model/kind.js';
import { capitalize, wordsOfName } from '../../model/names.js';
import { type Questions, questionsAt } from '../../model/questions.js';
import type { ToolSpec } from '../../model/spec.js';
import type { SpecContext } from '../check/items.js';
import { withSuggestedDescriptions } from '../defaults.js';
import { readArguments } from '../flags/param-line.js';
import { objectSchema, type UndescribedTool } from '../flags/tool.js';
import { askArguments, plainArgumentsFault } from './arguments.js';
import { asName, asOneLine, checkDescription, checkToolName, freeName, REQUEST } from './checks.js';

interface ToolQuestionOptions {
  /** Names of the provider's existing tools. */
  takenNames?: readonly string[];
  /** Known parts of the first tool. */
  stated?: Partial<Pick<ToolSpec, 'name' | 'description'>>;
  /** Whether the provider already has tools, so that the first one may be written manually. */
  isAddition?: boolean;
  /** Asks for the bindings of the first answer, if the answer was already given. */
  begin?(questions: Questions): Promise<readonly Partial<ToolSpec>[]>;
}

/** The question is repeated until the answer is empty. */
const ANOTHER_TOOL = { message: 'Another tool? (empty: done)', initial: '' };
/** The summary offers this question. */
const OFFERED_TOOL = { ...ANOTHER_TOOL, message: 'Another tool', isDerived: true };

/** Asks for the first tool of a provider or several of them, then for others until an answer is empty. */
export async function askTools(
  questions: Questions,
  provider: SpecContext & { baseUrl?: string | undefined },
  { takenNames = [], stated = {}, isAddition = false, begin }: ToolQuestionOptions = {},
): Promise<ToolSpec[]> {
  const { kind, baseUrl } = provider;
  const { key = 'function', ask = askFunctions(provider) } = kind.spec.tool ?? {};
  const repetition = isAddition || begin ? OFFERED_TOOL : ANOTHER_TOOL;
  const tools: ToolSpec[] = [];
  for (let index = 0; ; index += 1) {
    const toolQuestions = questionsAt(questions, `tools[${index}]`);
    const isNew = repetition === OFFERED_TOOL && !toolQuestions.isKnown(key);
    const another = { ...repetition, ...(isNew && { change: 'Add another tool' }) };
    const first = isAddition ? { initial: '' } : {};
    const answeredBindings =
      index === 0 && begin
        ? await begin(questionsAt(toolQuestions, key))
        : await ask(questionsAt(toolQuestions, key), index === 0 ? first : another, baseUrl);
    const isUnbound = index === 0 && isAddition && answeredBindings.length === 0;
    const bindings = isUnbound ? [{}] : answeredBindings;
    for (const [place, binding] of bindings.entries()) {
      await provider.verify?.(binding);
      const names = [...takenNames, ...tools.map(({ name }) => name)];
      const part = place === 0 ? toolQuestions : questionsAt(toolQuestions, `${key}[${place}]`);
      tools.push(
        await completeTool(part, provider, names, tools.length === 0 ? stated : {}, binding),
      );
    }
    // A removed tool is not the last one.
    if (bindings.length === 0 && !questions.isKnown(`tools[${index + 1}].${key}`)) return tools;
  }
}

/** Asks for names and arguments of tools whose functions the author writes. */
const askFunctions =
  (provider: SpecContext): ToolBinding<ToolSpec>['ask'] =>
  async (questions, questionOptions = {}) => {
    const { sample } = provider.kind.test;
    const text = await questions.text({
      message: 'First tool: its name, and its arguments',
      initial: sample.name,
      ...questionOptions,
      interpret: () =>
        questionOptions.initial === '' ? FUNCTION : `${FUNCTION} · Enter alone: an example`,
      check: (line) => functionFault(line, provider),
    });
    return text === '' ? [] : [text === sample.name ? sample : readFunction(text)];
  };

const FUNCTION =
  'Such as add a:number! "the first summand" b:number! "the second one", or the name alone';

/** Parses `add a:number! b:number!`; a name alone states no arguments. @throws ScanError */
function readFunction(text: string): Partial<ToolSpec> {
  const [, name = '', argumentWords = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  return {
    name,
    ...(argumentWords !== '' && { inputSchema: objectSchema(readArguments(argumentWords)) }),
  };
}

function functionFault(line: string, provider: SpecContext): string | undefined {
  const [, name = '', argumentWords = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const typed = REQUEST.test(line) ? line : name;
  return line === ''
    ? undefined
    : (checkToolName(provider)(typed) ?? plainArgumentsFault(argumentWords));
}

async function completeTool(
  questions: Questions,
  provider: SpecContext,
  takenNames: readonly string[],
  statedTool: Partial<Pick<ToolSpec, 'name' | 'description'>>,
  binding: Partial<ToolSpec>,
): Promise<ToolSpec> {
  const { tool } = provider.kind.spec;
  const check = checkToolName(provider, takenNames);
  const suggestion = tool?.suggest?.(binding);
  const suggestedName = binding.name ?? suggestion?.name;
  const unusedName = freeName(suggestedName, check);
  const name =
    statedTool.name ??
    (await questions.text({
      key: 'name',
      message: 'Tool name, such as send_message',
      ...(unusedName !== undefined && {
        initial: unusedName,
        isDerived: unusedName === suggestedName,
      }),
      correct: asName(check),
      check,
    }));
  const suggestedDescription =
    binding.description ?? suggestion?.description ?? (tool ? undefined : nameSentence(name));
  const description =
    statedTool.description ?? (await askToolDescription(questions, name, suggestedDescription));
  const requiredNames = [...new Set(tool?.requires(binding))];
  const inputSchema = binding.inputSchema ?? (await askArguments(questions, name, requiredNames));
  return {
    ...binding,
    name,
    description,
    inputSchema: withSuggestedDescriptions(inputSchema, suggestion?.arguments),
  };
}

/** Returns a description from a name: `read_sensor` becomes "Read sensor." */
const nameSentence = (name: string): string => `${capitalize(wordsOfName(name).join(' '))}.`;

/** Asks for the descriptions of the tools that have none. */
export async function askDescriptions(
  questions: Questions,
  tools: readonly UndescribedTool[],
): Promise<ToolSpec[]> {
  const describedTools: ToolSpec[] = [];
  for (const [index, { description, ...tool }] of tools.entries()) {
    const toolQuestions = questionsAt(questions, `tools[${index}]`);
    const answer = description ?? (await askToolDescription(toolQuestions, tool.name));
    describedTools.push({ ...tool, description: answer });
  }
  return describedTools;
}

const askToolDescription = (questions: Questions, name: string, initial?: string) =>
  questions.text({
    key: `description[${name}]`,
    message: `Description of "${name}", for the model`,
    ...(initial !== undefined && { initial, isDerived: true }),
    correct: asOneLine,
    check: checkDescription,
  });
