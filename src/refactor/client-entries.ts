import { projectFiles } from '../clients/entry/project-files.js';
import type { Data } from '../model/document.js';
import type { Project } from '../model/project.js';

/** An entry in a client's file of the project that starts a provider. */
interface ClientEntry {
  path: string;
  /** Keys to the entry in the file. */
  keys: readonly string[];
  /** The name of the entry. */
  key: Data['keyAt'];
  /** The name of the provider, behind `--provider`. */
  provider: Data['at'];
}

/** The entries that start a provider of the project. */
export function entriesOf(project: Project, provider: string): ClientEntry[] {
  return [...projectFiles()].flatMap(([path, { containers }]) => {
    const document = project.document(path);
    const container = containers.find((keys) => document?.get(...keys));
    if (!document || !container) return [];
    const entries = [...(document.get(...container)?.members ?? [])];
    return entries.flatMap(([name, entry]) => {
      const words = wordsIn(entry);
      const index = words.findIndex(({ value }) => value === '--provider');
      const argument = index < 0 ? undefined : words[index + 1];
      return argument?.value === provider
        ? [{ path, keys: [...container, name], key: entry.keyAt, provider: argument.at }]
        : [];
    });
  });
}

/** Texts of an entry, in their order. */
const wordsIn = (data: Data): Data[] => {
  const inside = [...data.members.values(), ...data.items];
  return inside.length > 0 ? inside.flatMap(wordsIn) : [data];
};
