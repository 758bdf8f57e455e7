import { externalName } from '../../../flow/values/external-name.js';
import type { Code } from '../../../model/code.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { rootsIn } from '../users/roots.js';

const DATABASE = 'mcp-provider/sql/';

const KNOWN = new WeakMap<ProjectModel, Map<string, boolean>>();

/** Each user has rows or files of their own in a provider, also where nobody signs in to it. */
export function hasOwnData(provider: string, project: ProjectModel): boolean {
  const byName = KNOWN.get(project) ?? new Map<string, boolean>();
  KNOWN.set(project, byName);
  const files = [...project.files.values()].filter(
    (each) => each.provider === provider && !each.test,
  );
  const found =
    byName.get(provider) ??
    files.some((file) => hasOwnRows(file, project.code) || hasOwnFiles(file, project.code));
  byName.set(provider, found);
  return found;
}

const hasOwnFiles = (file: SourceFile, code: Code): boolean =>
  /\bfile(Root|Bucket)\b/.test(file.text) && [...rootsIn(file, code)].some(({ isOwn }) => isOwn);

/** `sqliteDatabase(PROVIDER_NAME, auth, { users: 'parameter' })` */
const hasOwnRows = (file: SourceFile, code: Code): boolean =>
  file.text.includes(DATABASE) &&
  file.facts.calls.some(
    ({ callee, arguments: given }) =>
      externalName(code, { file, value: callee })?.startsWith(DATABASE) &&
      given.some((value) => {
        const properties = code.object({ file, value })?.properties ?? [];
        const users = properties.findLast(({ key }) => key === 'users');
        return users !== undefined && code.constant(users) !== 'shared';
      }),
  );
