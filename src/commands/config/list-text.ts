import type { View } from '../../model/ui.js';
import type { Listed, Listing } from './list.js';

/** The entries by file, each with its problems. */
export function listText({ entries, unreadable }: Listing, { paint }: View): string {
  if (entries.length === 0 && unreadable.length === 0) return 'No client has an entry.';
  const byFile = new Map<string, Listed[]>();
  for (const entry of entries) {
    const key = `${paint.bold(entry.client)}  ${entry.file}`;
    byFile.set(key, [...(byFile.get(key) ?? []), entry]);
  }
  return [
    ...[...byFile].flatMap(([heading, own]) => [
      heading,
      ...own.flatMap(({ name, target, provider, problems }) => [
        `  ${provider === null ? name : paint.green(name)}  ${paint.dim(target)}`,
        ...problems.map(({ text }) => paint.yellow(`    ${text}`)),
      ]),
    ]),
    ...unreadable.map(
      ({ client, file, reason }) =>
        `${paint.bold(client)}  ${file}\n  ${paint.red(`Cannot be read. ${reason}`)}`,
    ),
  ].join('\n');
}
