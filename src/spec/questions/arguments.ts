import { noPlaces } from '../../model/errors/spec.js';
import type { Questions } from '../../model/questions.js';
import { Misread } from '../../model/scanner.js';
import type { ToolSpec } from '../../model/spec.js';
import type { Param } from '../flags/param.js';
import { NO_ARGUMENTS, paramText, readArguments } from '../flags/param-line.js';
import { objectSchema } from '../flags/tool.js';
import { checkArgumentName } from './checks.js';

const PLAIN_ARGUMENTS =
  'One argument a word: sku! is required · n:integer=1 has a type and a default · "…" behind it describes it';
/** Arguments of a request also have a place in it. */
export const PLACED_ARGUMENTS = `${PLAIN_ARGUMENTS} · v==2 is fixed · @query says where it goes`;

/** The arguments of a tool, in one line that can be edited. @param bound those that it requires */
export async function askArguments(
  questions: Questions,
  tool: string,
  bound: readonly string[],
): Promise<ToolSpec['inputSchema']> {
  const boundParams = bound.map((name): Param => ({
    name,
    schema: { type: 'string' },
    required: true,
  }));
  const answer = await questions.text({
    key: 'arguments',
    message: `Arguments of ${tool}`,
    typed: boundParams.map(paramText).join(' '),
    initial: NO_ARGUMENTS,
    takenFor: () => PLAIN_ARGUMENTS,
    check: plainArgumentsFault,
  });
  const given = readArguments(answer, boundParams);
  const unsaid = boundParams.filter(({ name }) => given.every((each) => each.name !== name));
  const isBound = ({ name }: Param) => bound.includes(name);
  return objectSchema(
    [...unsaid, ...given].map((param) => (isBound(param) ? { ...param, required: true } : param)),
  );
}

/** What is wrong with arguments that have no places, as a sentence. */
export function plainArgumentsFault(line: string): string | undefined {
  try {
    const given = readArguments(line);
    const placed = given.find(({ place, constant }) => (place ?? constant) !== undefined);
    if (placed) return noPlaces(placed.name).message;
    return given.map(({ name }) => checkArgumentName(name)).find((fault) => fault !== undefined);
  } catch (error) {
    if (error instanceof Misread) return error.says;
    throw error;
  }
}
