import type { Place, ProviderModel } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { lineAtEnd } from '../../insertion.js';
import { listEntries } from './stale-entry.js';
import { MANDATORY } from './mandatory.js';

/** The names under which a provider's index.ts exports the mandatory files. */
const NAMESPACES: Readonly<Record<string, string>> = {
  'mcp-instance': 'mcpInstance',
  'server-auth': 'serverAuth',
  'api/auth': 'apiAuth',
};

export interface Fault {
  at: Place;
  message: string;
  hint: string;
  fix?: readonly Change[];
}

/** The list of providers hands the whole module to the server. */
const isLoaded = ({ name, project }: ProviderModel): boolean =>
  [...project.files.values()].some(
    (file) =>
      /^src\/providers\/index\.[cm]?[jt]s$/.test(file.logicalPath) &&
      listEntries(file).some((entry) => entry.name === name),
  );

/** What is missing in index.ts. A provider that is loaded in another way has none of these names. */
export function namespaceFaults(provider: ProviderModel): Fault[] {
  const { code } = provider.project;
  const index = provider.file('index');
  if (!index || index.facts.syntaxErrors.length > 0) return [];
  const exports = code.exports(index);
  const named = Object.entries(NAMESPACES);
  const isEntry = named.some(([, name]) => exports.has(name)) || isLoaded(provider);
  if (!isEntry) return [];
  return named.flatMap(([stem, name]): Fault[] => {
    const file = provider.file(stem);
    if (!file) return [];
    const line = `export * as ${name} from './${stem}.js';`;
    const hint = `Write \`${line}\`.`;
    const found = exports.get(name);
    if (!found) {
      const message = `"${index.path}" does not export "${name}".`;
      return [{ at: index.start, message, hint, fix: [lineAtEnd(index, line)] }];
    }
    const { origin } = found;
    if (origin.is !== 'module') return [];
    const { provider: owner } = origin.file;
    const there = code.exports(origin.file);
    const isThere = Object.keys(MANDATORY[stem] ?? {}).some((each) => there.has(each));
    const isForeign = owner !== undefined && owner !== provider.name;
    if ((isThere && !isForeign) || origin.file === file) return [];
    const message = `"${name}" is "${origin.file.path}", not "${file.path}".`;
    return [{ at: index.at(found.fact), message, hint }];
  });
}
