import type { Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { relPath } from '../../model/path.js';
import type { Place, ProjectModel, TextFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { lineAtEnd } from '../insertion.js';
import { exceptionOf, userData } from './secrets/user-data.js';

/** What the server reads at start-up. */
const ENVIRONMENT = '.env';
const COVERS_ENVIRONMENT = /^\/?(\*\*\/)?(\*?\.env\*?|\.\*|\*)$/;
const HOLDS_CREDENTIALS =
  /^\.?(?:[\w./-]*\/)?\.?(?:credentials?|tokens?|secrets?|client_secret|service[-_]account)[\w.-]*\.json$|\.(?:pem|key|p12|pfx|sealed)$/i;

const IMAGE = /(^|\/)\.dockerignore$/;
const TEMPLATE = /example|sample|template|dist|defaults?|tests?|fixtures?|public|\.pub\b/i;
/** Certificates without their keys: `ca.pem`, `certs/global-bundle.pem` */
const CERTIFICATES = /(^|[/._-])(ca|root|certs?|certificates?|(full)?chain|bundle)\.pem$/i;

export default defineRule({
  severity: 'error',
  summary:
    'Git ignores ".env", files and SQLite databases of users, and the credential files that the configuration and the code name, and no exception in ".dockerignore" puts them into images.',
  why: 'A single "git add ." commits a credential file or the data of users, and it stays in the history after it is deleted.',
  source: {
    text: 'CWE-538, Insertion of Sensitive Information into Externally-Accessible File or Directory.',
    url: 'https://cwe.mitre.org/data/definitions/538.html',
  },
  securitySeverity: 7.5,
  on: 'project',
  check(project, report) {
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
      const excepted = gitignore && exception(gitignore);
      const commented = gitignore && !excepted ? withComment(gitignore) : undefined;
      report({
        at: excepted ?? commented ?? gitignore?.start ?? project.nearest('.gitignore'),
        ...words(ENVIRONMENT),
        ...(excepted && { hint: 'Remove this line.' }),
        ...(commented && { hint: 'Put the comment in a line of its own.' }),
        ...(!excepted && addTo(ENVIRONMENT)),
      });
    }
    for (const { at, path } of gitignore ? exceptions(gitignore) : []) {
      if (path !== ENVIRONMENT && open(path))
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
    for (const file of project.documents.all.filter(({ path }) => IMAGE.test(path))) {
      for (const { at, path } of exceptions(file)) {
        report({
          at,
          message: `The image of the server contains "${path}", which contains credentials.`,
          hint: 'Remove this line.',
        });
      }
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

/** The line that takes ".env" out of what was ignored. */
function exception(gitignore: TextFile): Place | undefined {
  const lines = Array.from(gitignore.text.matchAll(/^!(.*)$/gm));
  const found = lines.findLast(([, pattern = '']) => COVERS_ENVIRONMENT.test(pattern.trim()));
  return found && gitignore.at({ start: found.index, end: found.index + found[0].length });
}

/** `.env  # tokens`: to Git, the comment is part of the name (gitignore(5), Pattern format). */
function withComment(gitignore: TextFile): Place | undefined {
  const found = Array.from(gitignore.text.matchAll(/^([^\s#!]+)[ \t]+#.*$/gm)).find(
    ([, pattern = '']) => COVERS_ENVIRONMENT.test(pattern),
  );
  return found && gitignore.at({ start: found.index, end: found.index + found[0].length });
}

/** Lines that bring back another file with credentials, such as `!.env.production`. */
const exceptions = (gitignore: TextFile): Kept[] =>
  Array.from(gitignore.text.matchAll(/^!\/?([^\s?[\]]+)[ \t]*$/gm)).flatMap(
    ({ 0: { length }, 1: path = '', index }) => {
      const isEnvironment = /(^|\/)\.env(\.[^/]+)?$/.test(path) && !TEMPLATE.test(path);
      return isEnvironment || holdsCredentials(path)
        ? [{ at: gitignore.at({ start: index, end: index + length }), path }]
        : [];
    },
  );

const holdsCredentials = (path: string): boolean =>
  HOLDS_CREDENTIALS.test(path) && !TEMPLATE.test(path) && !CERTIFICATES.test(path);

interface Kept {
  at: Place;
  path: string;
}

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
