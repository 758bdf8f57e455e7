import { noPlaces } from '../../model/errors/spec.js';
import type { Questions, TextQuestion } from '../../model/questions.js';
import { ScanError } from '../../model/scanner.js';
import type { ToolSpec } from '../../model/spec.js';
import type { ToolParam } from '../flags/param.js';
import { NO_ARGUMENTS, paramText, readArguments } from '../flags/param-line.js';
import { objectSchema } from '../flags/tool.js';
import { checkArgumentName } from './checks.js';

const PLAIN_ARGUMENTS =
  'One argument a word: sku! is required · n:integer=1 has a type and a default · "…" behind it describes it';
/** Help for the arguments of a request, which also have a place in it. */
export const PLACED_ARGUMENTS = `${PLAIN_ARGUMENTS} · v==2 is fixed · @query says where it goes`;

/**
 * Asks for the arguments of a tool on one editable line.
 * @param requiredNames names of those that the binding requires
 */
export async function askArguments(
  questions: Questions,
  tool: string,
  requiredNames: readonly string[],
): Promise<ToolSpec['inputSchema']> {
  const boundParams = requiredNames.map((name): ToolParam => ({
    name,
    schema: { type: 'string' },
    isRequired: true,
  }));
  const answer = await askArgumentLine(questions, tool, {
    initialText: boundParams.map(paramText).join(' '),
    initial: NO_ARGUMENTS,
    interpret: () => PLAIN_ARGUMENTS,
    check: plainArgumentsFault,
  });
  const answeredParams = readArguments(answer, boundParams);
  const missingParams = boundParams.filter(({ name }) =>
    answeredParams.every((param) => param.name !== name),
  );
  const isBound = ({ name }: ToolParam) => requiredNames.includes(name);
  return objectSchema(
    [...missingParams, ...answeredParams].map((param) =>
      isBound(param) ? { ...param, isRequired: true } : param,
    ),
  );
}

/**
 * Asks for arguments. Where the field is empty, others are asked for afterwards, because users who
 * type one and Enter expect the next question to be about another one.
 * @returns the arguments on one line
 */
export async function askArgumentLine(
  questions: Questions,
  tool: string,
  question: Required<Pick<TextQuestion, 'initialText' | 'initial' | 'interpret' | 'check'>> &
    Pick<TextQuestion, 'isDerived'>,
): Promise<string> {
  const message = `Arguments of ${tool}`;
  let line = await questions.text({ key: 'arguments', message, ...question });
  if (question.initialText !== '' || ['', question.initial, NO_ARGUMENTS].includes(line))
    return line;
  for (let index = 1; ; index += 1) {
    const addition = await questions.text({
      key: `arguments[${index}]`,
      message: `Another argument of ${tool}? (empty: done)`,
      initial: '',
      interpret: question.interpret,
      check: (text) => (text === '' ? undefined : question.check(`${line} ${text}`)),
    });
    if (addition === '') return line;
    line = `${line} ${addition}`;
  }
}

/** Returns a sentence about what is wrong with arguments that have no places in a request. */
export function plainArgumentsFault(line: string): string | undefined {
  try {
    const params = readArguments(line);
    const placedParam = params.find(({ place, constant }) => (place ?? constant) !== undefined);
    if (placedParam) return noPlaces(placedParam.name).message;
    return params.map(({ name }) => checkArgumentName(name)).find((fault) => fault !== undefined);
  } catch (error) {
    if (error instanceof ScanError) return error.sentence;
    throw error;
  }
}
