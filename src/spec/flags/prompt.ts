import type { CommandOption } from '../../model/command.js';
import { flagSyntax } from '../../model/errors/spec.js';
import { placeholders } from '../../model/placeholders.js';
import { Misread, Scanner } from '../../model/scanner.js';
import type { PromptArgumentSpec, PromptSpec } from '../../model/spec.js';
import { flagOption } from './table.js';

/** What flags or answers have said of a prompt so far. */
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

/** What `promptOptions` say. */
export type PromptOptions = Partial<Record<(typeof PROMPT_FLAGS)[number]['key'], string>> & {
  argument?: readonly string[];
};

/** Keys of the options. */
export const promptKeys: readonly string[] = [...PROMPT_FLAGS.map(({ key }) => key), 'argument'];

/** What the text names and no `--argument` describes must be given. @throws CliError `spec/flag-syntax` */
export function promptDraft(
  name: string | undefined,
  { text, title, description }: PromptOptions,
  argumentFlags: readonly string[],
): PromptDraft {
  return {
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    arguments: withUnsaid(argumentFlags.map(readArgument), text ?? ''),
    ...(text !== undefined && { text }),
  };
}

/** All arguments of a prompt: those that are described, and what else the text names. */
export function withUnsaid(
  said: readonly PromptArgumentSpec[],
  text: string,
): PromptArgumentSpec[] {
  const unsaid = new Set(
    placeholders(text).filter((used) => said.every(({ name }) => name !== used)),
  );
  return [...said, ...Array.from(unsaid, (name) => ({ name, required: true }))];
}

/** `argument = name [ "!" ] [ " " text ]`, in the words of `../flags.ts`. */
function readArgument(flag: string): PromptArgumentSpec {
  const scanner = new Scanner(flag);
  try {
    const name = scanner.expect(
      /[A-Za-z0-9_.-]+/y,
      'Expected a name of letters, digits, "_", "." and "-".',
    );
    const required = scanner.take(/!/y) !== undefined;
    if (!scanner.isDone())
      scanner.expect(/ /y, 'Expected "!", a space and the description, or the end.');
    const description = scanner.rest();
    return { name, ...(description !== '' && { description }), ...(required && { required }) };
  } catch (error) {
    if (error instanceof Misread) throw flagSyntax(ARGUMENT_FLAG, flag, error.at, error.says);
    throw error;
  }
}

/** The arguments of the command line that would say what a draft lacks. */
export const missingOfPrompt = ({ name, text }: PromptDraft): string[] => [
  ...(name === undefined ? ['<name>'] : []),
  ...(text === undefined ? ['--text'] : []),
];

/** Words of a command line that say a prompt. */
export const promptWords = (prompt: PromptSpec): string[] => [
  prompt.name,
  ...PROMPT_FLAGS.flatMap(({ key, flag }) => {
    const value = prompt[key];
    return value === undefined ? [] : [flag, value];
  }),
  ...prompt.arguments.flatMap(({ name, required, description }) => [
    ARGUMENT_FLAG,
    `${name}${required ? '!' : ''}${description === undefined ? '' : ` ${description}`}`,
  ]),
];
