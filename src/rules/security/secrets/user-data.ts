import { posix, win32 } from 'node:path';
import type { Place, ProjectModel, ProviderModel, TextFile } from '../../../model/project.js';
import { fits } from '../../../model/wildcard.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { statementsIn } from '../statements/find.js';

/** What a provider keeps for its users in the project. */
interface UserData {
  at: Place;
  path: string;
  /** A path that git must ignore. */
  example: string;
  holds: 'files' | 'rows';
}

/** Folders with files of users, as "storage" names them, and SQLite files with their rows, as "database_url" does. */
export const userData = (project: ProjectModel): readonly UserData[] =>
  project.providers.flatMap((provider): UserData[] => {
    const named = (key: string) =>
      textAt(project.documents.config, 'providers', provider.name, key);
    const storage = named('storage');
    const folder = storage && !storage.text.includes('://') && insidePath(storage.text);
    const files: UserData[] =
      folder && hasOwnFiles(provider)
        ? [{ at: storage.at, path: folder, example: `${folder}/user/file`, holds: 'files' }]
        : [];
    const url = named('database_url');
    const [, database] = /^sqlite:(?:\/\/)?(.+)$/.exec(url?.text ?? '') ?? [];
    const file = database === undefined ? undefined : insidePath(database);
    const rows: UserData[] =
      url && file !== undefined && hasOwnRows(provider)
        ? [{ at: url.at, path: file, example: file, holds: 'rows' }]
        : [];
    return [...files, ...rows];
  });

/** From the project's root; undefined for one outside of it. */
function insidePath(text: string): string | undefined {
  const path = posix.normalize(text.replaceAll('\\', '/')).replace(/\/$/, '');
  const isOutside = posix.isAbsolute(path) || win32.isAbsolute(path) || /^(\.|\$|~)/.test(path);
  return isOutside ? undefined : path;
}

/** A statement that is not `shared: true`: a database that only has those is a table for all users. */
const hasOwnRows = ({ files, project: { code } }: ProviderModel): boolean =>
  files.some(
    (file) => !file.test && [...statementsIn(file, code)].some((each) => each.shared === undefined),
  );

/** `fileRoot(PROVIDER_NAME)`, not `fileRoot(PROVIDER_NAME, { shared: true })`. */
function hasOwnFiles({ files, project: { code } }: ProviderModel): boolean {
  const roots = files.flatMap((file) =>
    file.facts.calls.flatMap((value) => {
      const origin = file.test ? undefined : code.origin({ file, value: value.callee });
      const isRoot =
        origin?.is === 'external' &&
        origin.module.startsWith('mcp-provider') &&
        origin.path === 'fileRoot';
      return isRoot ? [{ file, value }] : [];
    }),
  );
  return (
    roots.length > 0 &&
    roots.every((call) => {
      const [, options] = call.value.arguments;
      const made = options && code.object({ file: call.file, value: options });
      if (!options || !made) return options === undefined;
      const shared = made.properties.find(({ key }) => key === 'shared');
      return shared ? code.constant(shared) === false : !made.partial;
    })
  );
}

/** The last line that takes a path, or a folder that it is in, out of what was ignored. */
export function exceptionOf(gitignore: TextFile, path: string): Place | undefined {
  const names = path.split('/');
  const above = names.map((_, index) => names.slice(0, index + 1).join('/'));
  const lines = Array.from(gitignore.text.matchAll(/^!(\S+)[ \t]*$/gm));
  const found = lines.findLast(([, pattern = '']) => {
    const bare = pattern.replace(/\/$/, '');
    const rooted = bare.replace(/^\//, '').replaceAll('**/', '*');
    return (bare.includes('/') ? above : names).some((each) => fits(rooted, each));
  });
  return found && gitignore.at({ start: found.index, end: found.index + found[0].length });
}
