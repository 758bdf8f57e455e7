import type { Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { relPath } from '../../model/path.js';
import type { ProjectModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { lineAtEnd } from '../insertion.js';
import { exceptions, holdsCredentials, type Kept } from './secrets/credential-files.js';
import { COVERS_ENVIRONMENT, environmentLine } from './secrets/environment-line.js';
import { shippedCredentials } from './secrets/shipped.js';
import { exceptionOf, userData } from './secrets/user-data.js';

/** What the server reads at start-up. */
const ENVIRONMENT = '.env';

export default defineRule({
  severity: 'error',
  summary:
    'Git ignores ".env", files and SQLite databases of users, and the credential files that the configuration and the code name, and neither exceptions from ignored files nor "files" of the package put them into images, bundles and published packages.',
  why: 'A single "git add ." commits a credential file or the data of users, and it stays in the history after it is deleted.',
  source: {
    text: 'CWE-538, Insertion of Sensitive Information into Externally-Accessible File or Directory.',
    url: 'https://cwe.mitre.org/data/definitions/538.html',
  },
  securitySeverity: 7.5,
  on: 'project',
  check(project, report) {
    for (const { at, message, hint } of shippedCredentials(project)) report({ at, message, hint });
    const { gitignore, ignores } = project.documents;
    if (!ignores) {
      report.unseen({
        at: project.nearest('.gitignore'),
        message: 'Cannot determine whether git ignores ".env": there is no ".gitignore".',
        hint: 'Add a ".gitignore" with the line ".env".',
        creates: relPath('.gitignore'),
      });
      return;
    }
    const addTo = (path: string) =>
      gitignore && { fix: [lineAtEnd(gitignore, path.replace(/^\.\//, ''))] };
    const open = (path: string) => !ignores(path.replace(/^\.\//, ''));
    if (open(ENVIRONMENT)) {
      const line = gitignore && environmentLine(gitignore);
      report({
        at: line?.at ?? gitignore?.start ?? project.nearest('.gitignore'),
        ...words(ENVIRONMENT),
        ...(line?.hint !== undefined && { hint: line.hint }),
        ...(!line?.excepts && addTo(ENVIRONMENT)),
      });
    }
    for (const { at, path } of gitignore ? exceptions(gitignore) : []) {
      if (!COVERS_ENVIRONMENT.test(path) && open(path))
        report({ at, ...words(path), hint: 'Remove this line.' });
    }
    for (const { at, path, example, holds } of userData(project)) {
      if (!open(example)) continue;
      const excepted = gitignore && exceptionOf(gitignore, example);
      const line = holds === 'files' ? `/${path}/` : `/${path}`;
      report({
        at: excepted ?? at,
        message: `Git does not ignore "${path}", which contains ${holds} of users.`,
        hint: excepted ? 'Remove this line.' : `Add "${line}" to ".gitignore".`,
        ...(!excepted && addTo(line)),
      });
    }
    for (const { at, path } of [...configured(project), ...inCode(project)]) {
      if (open(path)) report({ at, ...words(path), ...addTo(path) });
    }
  },
});

const words = (path: string) => ({
  message: `Git does not ignore "${path}", which contains credentials.`,
  hint: `Add "${path}" to ".gitignore", or keep it outside the project.`,
});

/** Files of OAuth clients that the configuration looks for in the project. */
function configured({ documents: { config } }: ProjectModel): Kept[] {
  return (config?.entries('providers') ?? []).flatMap(({ key }) => {
    const node = config?.get('providers', key, 'credentials_path');
    if (!config || node?.is !== 'scalar' || typeof node.value !== 'string') return [];
    const inside = !/^(\/|~|[A-Za-z]:|\.\.\/|\$)/.test(node.value);
    return inside ? [{ at: config.at(node), path: node.value }] : [];
  });
}

/** Files with a telling name that the code reads or writes. */
function inCode(project: ProjectModel): Kept[] {
  return [...project.files.values()].flatMap((file) => {
    if (file.test || !/\.json|\.pem|\.key|\.p12|\.pfx|\.sealed/.test(file.text)) return [];
    return file.facts.calls.flatMap((value) => keptBy({ file, value }, project));
  });
}

function keptBy({ file, value: call }: Located<CallValue>, { code }: ProjectModel): Kept[] {
  const target = code.origin({ file, value: call.callee });
  if (target.is !== 'external' || !/^node:fs(\/promises)?$/.test(target.module)) return [];
  return call.arguments.slice(0, 1).flatMap((value) => {
    const path = code.constant({ file, value });
    const kept = typeof path === 'string' && !path.startsWith('/') && !path.startsWith('..');
    return kept && holdsCredentials(path) ? [{ at: file.at(value), path }] : [];
  });
}
