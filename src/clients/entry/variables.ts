import type { Field, FileClient } from '../../model/client.js';
import { type Draft, warn } from './draft.js';
import type { Prompt } from './server.js';

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Names of the variables that a text refers to. */
export const variablesIn = (text: string): string[] =>
  Array.from(text.matchAll(REFERENCE), ([, name = '']) => name);

/** The variable, where a text consists of one reference. */
export const onlyVariable = (text: string): string | undefined =>
  /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text)?.[1];

export const bearerVariable = (text: string): string | undefined =>
  text.startsWith('Bearer ') ? onlyVariable(text.slice('Bearer '.length)) : undefined;

/** Stands for a value that a person has to enter. */
const placeholder = (name: string) => `<${name}>`;
const PLACEHOLDER = /<[A-Za-z_][A-Za-z0-9_]*>/;
export const hasPlaceholder = (text: string): boolean => PLACEHOLDER.test(text);

export function expands({ variables }: FileClient, field: Field): boolean {
  if (variables?.syntax === undefined) return false;
  return variables.fields?.includes(field) ?? true;
}

/** A text in the client's own syntax. */
export const inSyntaxOf = ({ variables }: FileClient, text: string): string =>
  text.replace(
    REFERENCE,
    (whole, name: string) => variables?.syntax?.replace('VAR', () => name) ?? whole,
  );

/**
 * A text as the client reads it: with its own references, with prompts, or with placeholders. Undefined where only a
 * value would do and the file is shared.
 * @param what the place of the text, for a person
 */
export function substituted(
  draft: Draft,
  field: Field,
  text: string,
  what: string,
): string | undefined {
  const names = variablesIn(text);
  const { client, surroundings } = draft;
  const prompt = client.variables?.prompt;
  if (names.length === 0) return text;
  if (prompt) {
    return text.replace(REFERENCE, (_, name: string) => {
      const id = name.toLowerCase().replaceAll('_', '-');
      addInput(draft, id, name);
      return prompt.reference.replace('ID', () => id);
    });
  }
  if (expands(client, field)) return inSyntaxOf(client, text);
  const list = names.map((name) => `"${name}"`).join(', ');
  if (surroundings.scope === 'project') {
    warn(
      draft,
      'left-out',
      `${client.label} does not expand variables there, and project files are shared: the ${what} is left out. Set ${list} in another way.`,
    );
    return undefined;
  }
  warn(
    draft,
    'placeholder',
    `${client.label} does not expand variables there: replace ${names.map(placeholder).join(', ')} in the ${what} by the value.`,
  );
  return text.replace(REFERENCE, (_, name: string) => placeholder(name));
}

/** A prompt of VS Code and Visual Studio. */
function addInput({ inputs, server }: Draft, id: string, name: string): void {
  if (inputs.some((input) => input.id === id)) return;
  const description = `${name} for ${server.name}`;
  const input: Prompt = { type: 'promptString', id, description, password: true };
  inputs.push(input);
}
