import { isLoopback } from '../../runtime/src/utils/addresses.js';
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

/**
 * Returns the entries of a provider of the project: behind `--provider`, or as `/<provider>/mcp` in
 * a URL of the project.
 */
export function providerEntries(project: Project, provider: string): ProviderEntry[] {
  const isOwnAddress = ownAddresses(project);
  const path = `/${provider}/mcp`;
  const places = [...projectFiles()].flatMap(([file, { containers }]) =>
    // Several clients of one file can have the same container.
    [...new Set(containers.map((keys) => keys.join('\0')))].map((keys) => ({
      file,
      container: keys.split('\0'),
    })),
  );
  return places.flatMap(({ file, container }) => {
    const entries = [...(project.document(file)?.get(...container)?.members ?? [])];
    return entries.flatMap(([name, entry]) => {
      const words = wordsIn(entry).map(({ value }) => String(value));
      const isOwn =
        words[words.indexOf('--provider') + 1] === provider && words.includes('--provider');
      const isAtUrl = words.some(
        (word) =>
          /^https?:/.test(word) && word.endsWith(path) && isOwnAddress(word.slice(0, -path.length)),
      );
      return isOwn || isAtUrl
        ? [{ path: file, keys: [...container, name], key: entry.keyRange }]
        : [];
    });
  });
}

/** Returns the texts of an entry in their order. */
const wordsIn = (data: DataNode): DataNode[] => {
  const childValues = [...data.members.values(), ...data.items];
  return childValues.length > 0 ? childValues.flatMap(wordsIn) : [data];
};

/**
 * Tells which addresses before `/<provider>/mcp` are those of this project: a server on this machine, one that
 * `server.json` publishes, or none at all. Servers of other vendors, repositories and registries have such paths, too.
 */
export function ownAddresses(project: Project): (address: string) => boolean {
  const remotes = project.document('server.json')?.get('remotes')?.items ?? [];
  const published = remotes.map((remote) => remote.text('url')?.replace(/\/\w+\/mcp$/, ''));
  return (address) => {
    const [, host = ''] = /^\w+:\/\/(\[[^\]]*\]|[^/:]*)/.exec(address) ?? [];
    return address === '' || published.includes(address) || isLoopback(host);
  };
}
