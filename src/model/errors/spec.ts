import { npx } from '../npx.js';
import { CliError } from './cli-error.js';

/** An error or a warning about a spec. */
export interface SpecProblem {
  /** Position such as `acme.yaml:14:7`, or an option with its value: `--param "limit:integer=500"`. */
  where: string;
  /** Path inside the document, such as `tools[1].request.path`; empty for the whole document. */
  path: string;
  /** A sentence that begins with the path. */
  message: string;
}

const MAX_SHOWN = 20;
const SCHEMA_HINTS = {
  document: `Run "${npx('schema')}" for the schema of a spec.`,
  flags: 'Run the command with --help for usage.',
};

/** The document is valid YAML or JSON, but not a valid spec. The message has a line for each problem. */
export const specInvalid = (problems: readonly SpecProblem[], source: keyof typeof SCHEMA_HINTS) =>
  new CliError('spec/invalid', lines(problems), SCHEMA_HINTS[source], { details: { problems } });

/** The text is not valid YAML or JSON. */
export const specSyntax = (problems: readonly SpecProblem[]) =>
  new CliError('spec/syntax', lines(problems), 'Correct the YAML or JSON.', {
    details: { problems },
  });

function lines(problems: readonly SpecProblem[]): string {
  const messages = problems.slice(0, MAX_SHOWN).map(({ message }) => message);
  const omittedCount = problems.length - messages.length;
  return [...messages, ...(omittedCount > 0 ? [`and ${omittedCount} more.`] : [])].join('\n');
}

export const specTooLarge = (fileName: string) =>
  new CliError(
    'spec/too-large',
    `Spec "${fileName}" is larger than 2 MB.`,
    'Split it into several providers.',
  );

/** The value of an option has a syntax error. @param offset offset in the value, in UTF-16 code units */
export const flagSyntax = (flag: string, text: string, offset: number, fault: string) =>
  new CliError(
    'spec/flag-syntax',
    `${flag} ${JSON.stringify(text)}: ${fault}\n${pointer(text, offset)}`,
    'Run the command with --help for the syntax, or use a spec (--spec).',
    { details: { flag, text, at: offset } },
  );

/** The text around an offset on one line, with a caret below it. */
function pointer(text: string, offset: number): string {
  const start = Math.max(0, offset - 60);
  const excerpt = text.slice(start, start + 76).replace(/\s/g, ' ');
  return `  ${excerpt}\n  ${' '.repeat(offset - start)}^`;
}

export const flagWithoutTool = (flag: string) =>
  new CliError(
    'spec/flag-without-tool',
    `"${flag}" must follow "--tool".`,
    'Put it after the "--tool" it belongs to.',
  );

export const flagNeeds = (flag: string, requirement: string) =>
  new CliError(
    'spec/flag-needs',
    `"${flag}" requires "${requirement}".`,
    `Add "${requirement}" to the same tool, or remove "${flag}".`,
  );

export const noPlaces = (name: string) =>
  new CliError(
    'spec/no-places',
    `"${name}" cannot have a place or a constant value.`,
    'Only requests of HTTP APIs have a query, a body and headers.',
  );

export const noRequest = (name: string) =>
  new CliError(
    'spec/no-request',
    `"${name}" has a place or a constant value, and the tool has no request.`,
    'Add "--request" to the same tool.',
  );

export const noBody = (name: string, method: string) =>
  new CliError(
    'spec/no-body',
    `"${name}" cannot be in the body: a ${method} request has none.`,
    'Remove "@body", or use another method.',
  );

export const flagTwice = (flag: string, value: string) =>
  new CliError(
    'spec/flag-twice',
    `"${flag}" is repeated with the value ${JSON.stringify(value)}.`,
    'Remove one of them.',
  );

/**
 * Options are missing.
 * @param acceptsDefaults `--yes` was present, so no questions are asked
 * @param alternative a sentence about an alternative
 * @param reasons sentences
 * @param isInSpec whether a spec can state the values in place of the options
 */
export const answersMissing = (
  flags: readonly string[],
  acceptsDefaults: boolean,
  alternative = '',
  reasons: readonly string[] = [],
  isInSpec = false,
) =>
  new CliError(
    'spec/answer-missing',
    [`${flags.join(', ')} ${flags.length === 1 ? 'is' : 'are'} required.`, ...reasons].join(' '),
    `Add ${flags.length === 1 ? 'it' : 'them'} to the command${isInSpec && flags.some((flag) => flag.startsWith('--')) ? ' or to a spec (--spec)' : ''}, or run the command in a terminal${acceptsDefaults ? ' without "--yes"' : ''} to be asked.${alternative && ` ${alternative}`}`,
    { details: { flags } },
  );
