import { textAt } from '../configuration/documents/scalars.js';
import { testsIn } from '../contract/parts/test-cases.js';
import { externalName } from '../../flow/values/external-name.js';
import type { Place, ProjectModel, ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { fixedOwners, type Root, rootsIn } from './users/roots.js';

const HINT = 'Remove `shared: true`, so that each user has a folder of their own.';

export default defineRule({
  severity: 'error',
  summary: 'Files of one user are in no folder that all users have.',
  why: 'With it, a user reads, changes and deletes the files of all others.',
  limits:
    'A shared folder is compared with the other folders and the tests of the project; files that code opens itself are not looked at.',
  source: {
    text: 'CWE-639, Authorization Bypass Through User-Controlled Key; docs/files.md of create-mcp-provider.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.1,
  on: 'provider',
  check(provider, report) {
    const { project } = provider;
    for (const file of provider.files) {
      for (const user of fixedOwners(file, project.code))
        report({
          at: user.file.at(user.value),
          message: 'All callers get the files of the same user.',
          hint: 'Pass the call context as it is.',
        });
    }
    const roots = rootsOf(provider);
    const shared = roots.filter((each) => each.shared);
    if (shared.length === 0) return;
    const other = ownFolder(roots) ?? ownFolderWithin(provider);
    const test = other ? undefined : testOfUsers(provider);
    if (!other && !test) return;
    for (const { shared: option, call } of shared) {
      if (!option) continue;
      const stated = option.file.at(option.value);
      // Others may share the options of another file.
      const isOwn = option.file === call.file;
      report({
        at: isOwn ? stated : call.file.at(call.value.callee),
        message: 'All users get these files, but each of them has files of their own there.',
        hint: HINT,
        related: [
          other
            ? { at: other, message: 'Here each user has a folder of their own.' }
            : { at: test ?? stated, message: 'The tests expect files of each user.' },
          ...(isOwn ? [] : [{ at: stated, message: '"shared" is set here.' }]),
        ],
      });
    }
  },
});

const ROOTS = new WeakMap<ProviderModel, readonly Root[]>();

function rootsOf(provider: ProviderModel): readonly Root[] {
  let known = ROOTS.get(provider);
  if (!known) {
    const { code } = provider.project;
    known = provider.files.flatMap((file) => (file.test ? [] : [...rootsIn(file, code)]));
    ROOTS.set(provider, known);
  }
  return known;
}

/** Another root of the same provider, which is the same folder. */
function ownFolder(roots: readonly Root[]): Place | undefined {
  const shared = new Set(roots.flatMap((each) => (each.shared ? [each.of] : [])));
  const own = roots.find((each) => each.isOwn && shared.has(each.of));
  return own?.call.file.at(own.call.value.callee);
}

/** Folders of all providers whose users have files of their own. */
interface OwnFolder {
  provider: ProviderModel;
  at: Place;
  path: string;
}

const FOLDERS = new WeakMap<ProjectModel, readonly OwnFolder[]>();

/** The `storage` of another provider, in that of this one. */
function ownFolderWithin(provider: ProviderModel): Place | undefined {
  const { project, name } = provider;
  let folders = FOLDERS.get(project);
  if (!folders) {
    folders = project.providers.flatMap((each) => {
      const roots = rootsOf(each);
      const storage = textAt(project.documents.config, 'providers', each.name, 'storage');
      const isOwn = roots.some((root) => root.isOwn);
      return storage && isOwn
        ? [{ provider: each, at: storage.at, path: folderOf(storage.text) }]
        : [];
    });
    FOLDERS.set(project, folders);
  }
  const storage = textAt(project.documents.config, 'providers', name, 'storage');
  if (!storage) return undefined;
  const outer = folderOf(storage.text);
  return folders.find((each) => each.provider !== provider && each.path.startsWith(outer))?.at;
}

/** `data/documents/` of `./data//documents` */
const folderOf = (storage: string): string =>
  /^\w+:\/\//.test(storage)
    ? `${storage.replace(/\/+$/, '')}/`
    : storage
        .split(/[\\/]+/)
        .filter((part) => part !== '.' && part !== '')
        .map((part) => `${part}/`)
        .join('');

/** The tests of the provider, where they call each tool as two users: they do not say that its files are shared. */
function testOfUsers({ name, project }: ProviderModel): Place | undefined {
  const [test, ...others] = testsIn(project.files).filter((each) => each.provider === name);
  const fixture = test?.call.value.arguments[2];
  if (!test || !fixture || others.length > 0) return undefined;
  const { file, value } = test.call;
  const called = externalName(project.code, { file, value: value.callee });
  const object = project.code.object({ file, value: fixture });
  const isOfUsers =
    called === 'mcp-provider/testing/files#testProvider' &&
    object?.partial === false &&
    !object.properties.some(({ key }) => key === 'shared');
  return isOfUsers ? file.at(value.callee) : undefined;
}
