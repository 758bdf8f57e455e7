import type { CommandOption } from '../../model/command.js';
import { flagSyntax } from '../../model/errors/spec.js';
import { ScanError, Scanner } from '../../model/scanner.js';
import type { PromptArgumentSpec, PromptSpec } from '../../model/spec.js';
import { placeholders } from '../../model/text/placeholders.js';
import { flagOption } from './table.js';

/** The parts of a prompt that options or answers have stated so far. */
export type PromptDraft = Partial<PromptSpec> & Pick<PromptSpec, 'arguments'>;

export const PROMPT_FLAGS = [
  {
    key: 'text',
    flag: '--text',
    value: 'text',
    description: 'the message: "Sum up the room {room_id}."',
    common: true,
  },
  { key: 'title', flag: '--title', value: 'text', description: 'display name of the prompt' },
  {
    key: 'description',
    flag: '--description',
    value: 'text',
    description: 'description of the prompt',
    common: true,
  },
] as const;
export const ARGUMENT_FLAG = '--argument';

export const promptOptions = (): CommandOption[] => [
  ...PROMPT_FLAGS.map((row) => flagOption(row, 'Prompt')),
  {
    flags: `${ARGUMENT_FLAG} <argument>`,
    description: 'an argument, "!" if required: "room_id! Which room"',
    repeat: 'list',
    common: true,
    group: 'Prompt',
  },
];

/** Values of `promptOptions`. */
export type PromptOptions = Partial<Record<(typeof PROMPT_FLAGS)[number]['key'], string>> & {
  argument?: readonly string[];
};

/** Keys of the options. */
export const promptKeys: readonly string[] = [...PROMPT_FLAGS.map(({ key }) => key), 'argument'];

/**
 * Reads a prompt. Placeholders of the text without an `--argument` become required arguments.
 * @throws CliError `spec/flag-syntax`
 */
export function promptDraft(
  name: string | undefined,
  { text, title, description }: PromptOptions,
  argumentFlags: readonly string[],
): PromptDraft {
  return {
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    arguments: withPlaceholderArguments(argumentFlags.map(readArgument), text ?? ''),
    ...(text !== undefined && { text }),
  };
}

/** Returns all arguments of a prompt: the described ones, and the other placeholders of the text. */
export function withPlaceholderArguments(
  describedArguments: readonly PromptArgumentSpec[],
  text: string,
): PromptArgumentSpec[] {
  const otherNames = new Set(
    placeholders(text).filter((placeholder) =>
      describedArguments.every(({ name }) => name !== placeholder),
    ),
  );
  return [...describedArguments, ...Array.from(otherNames, (name) => ({ name, required: true }))];
}

/** Parses `argument = name [ "!" ] [ " " text ]`, in the terms of `../flags.ts`. */
function readArgument(flag: string): PromptArgumentSpec {
  const scanner = new Scanner(flag);
  try {
    const name = scanner.expect(
      /[A-Za-z0-9_.-]+/y,
      'Expected a name of letters, digits, "_", "." and "-".',
    );
    const isRequired = scanner.take(/!/y) !== undefined;
    if (!scanner.isDone())
      scanner.expect(/ /y, 'Expected "!", a space and the description, or the end.');
    const description = scanner.rest();
    return {
      name,
      ...(description !== '' && { description }),
      ...(isRequired && { required: isRequired }),
    };
  } catch (error) {
    if (error instanceof ScanError) throw flagSyntax(ARGUMENT_FLAG, flag, error.at, error.sentence);
    throw error;
  }
}

/** Returns a command line arguments for the missing parts of a draft. */
export const missingOfPrompt = ({ name, text }: PromptDraft): string[] => [
  ...(name === undefined ? ['<name>'] : []),
  ...(text === undefined ? ['--text'] : []),
];

/** Returns the words of a command line that state a prompt. */
export const promptWords = (prompt: PromptSpec): string[] => [
  prompt.name,
  ...PROMPT_FLAGS.flatMap(({ key, flag }) => {
    const value = prompt[key];
    return value === undefined ? [] : [flag, value];
  }),
  ...prompt.arguments.flatMap(({ name, required: isRequired, description }) => [
    ARGUMENT_FLAG,
    `${name}${isRequired ? '!' : ''}${description === undefined ? '' : ` ${description}`}`,
  ]),
];
