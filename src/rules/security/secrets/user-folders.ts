import { posix, win32 } from 'node:path';
import type { Place, ProjectModel, ProviderModel, TextFile } from '../../../model/project.js';
import { textAt } from '../../configuration/documents/scalars.js';

/** Folders in the project with files of users, as "storage" names them. */
export const userFolders = (project: ProjectModel): { at: Place; path: string }[] =>
  project.providers.flatMap((provider) => {
    const storage = textAt(project.documents.config, 'providers', provider.name, 'storage');
    if (!storage || storage.text.includes('://') || !hasOwnFiles(provider)) return [];
    const path = posix.normalize(storage.text.replaceAll('\\', '/')).replace(/\/$/, '');
    const isOutside = posix.isAbsolute(path) || win32.isAbsolute(path) || /^(\.|\$|~)/.test(path);
    return isOutside ? [] : [{ at: storage.at, path }];
  });

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

/** The line that takes a folder, or what is in it, out of what was ignored. */
export function exceptionOf(gitignore: TextFile, folder: string): Place | undefined {
  const lines = Array.from(gitignore.text.matchAll(/^!(\S+)[ \t]*$/gm));
  const found = lines.findLast(([, pattern = '']) => {
    const base = pattern.replace(/^\//, '').replace(/\/?\*.*$|\/$/, '');
    return `${folder}/`.startsWith(`${base}/`) || base.startsWith(`${folder}/`);
  });
  return found && gitignore.at({ start: found.index, end: found.index + found[0].length });
}
