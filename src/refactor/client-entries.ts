import { projectFiles } from '../clients/entry/project-files.js';
import type { DataNode } from '../model/document.js';
import type { Project } from '../model/project.js';

/** An entry in a client's file of the project that starts a provider, or has its URL. */
interface ProviderEntry {
  path: string;
  /** Keys of the path to the entry in the file. */
  keys: readonly string[];
  /** The name of the entry. */
  key: DataNode['keyRange'];
}

/** The entries of a provider of the project: behind `--provider`, or as `/<provider>/mcp` in a URL. */
export function entriesOf(project: Project, provider: string): ProviderEntry[] {
  return [...projectFiles()].flatMap(([path, { containers }]) => {
    const document = project.document(path);
    const container = containers.find((keys) => document?.get(...keys));
    if (!document || !container) return [];
    const entries = [...(document.get(...container)?.members ?? [])];
    return entries.flatMap(([name, entry]) => {
      const words = wordsIn(entry).map(({ value }) => String(value));
      const isOwn =
        words[words.indexOf('--provider') + 1] === provider && words.includes('--provider');
      const isAtUrl = words.some(
        (word) => /^https?:/.test(word) && word.endsWith(`/${provider}/mcp`),
      );
      return isOwn || isAtUrl ? [{ path, keys: [...container, name], key: entry.keyRange }] : [];
    });
  });
}

/** Texts of an entry in their order. */
const wordsIn = (data: DataNode): DataNode[] => {
  const childValues = [...data.members.values(), ...data.items];
  return childValues.length > 0 ? childValues.flatMap(wordsIn) : [data];
};
