import type { FileClient } from '../../model/client.js';
import { invalidEntryName } from '../../model/errors/client.js';

/** @throws CliError `client/name` where the client does not accept the name of an entry */
export function checkName({ label, names }: FileClient, name: string): void {
  if (name === '' || name === '__proto__' || /[\p{C}\s"'`\\/<>]/u.test(name))
    throw invalidEntryName(name, 'Use letters, digits and hyphens.');
  if (!names) return;
  if (!new RegExp(names.pattern).test(name))
    throw invalidEntryName(name, `${label} accepts names of the form ${names.pattern}.`);
  if (name.length > names.max)
    throw invalidEntryName(name, `${label} accepts names of up to ${names.max} characters.`);
}

/** Tools whose full name is longer than the client accepts. */
export function longTools(
  { names }: FileClient,
  server: string,
  tools: readonly string[],
): string[] {
  const { prefix = '', separator = '', toolMax } = names ?? {};
  if (toolMax === undefined) return [];
  return tools.filter((tool) => (prefix + server + separator + tool).length > toolMax);
}
