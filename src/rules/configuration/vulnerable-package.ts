import type { DataDocument } from '../../model/project.js';
import { defineRule } from '../define.js';
import { textEntries } from './documents/texts.js';
import { type Advisory, ADVISORIES } from './packages/advisories.js';
import { declaredPackages } from './packages/declared.js';
import { isBelow, lowestOf } from './packages/version.js';
import { hiddenHint, isHidden, wantedRange } from './packages/wanted.js';
import { textOf, textsBelow } from '../../model/data-text.js';

const NAMES = [...new Set(ADVISORIES.map((each) => each.package))];
/** As `npx` takes it: `mcp-remote@0.1.16`. */
const STARTED = new RegExp(
  `(?<![\\w@/.-])(${NAMES.map((name) => name.replace(/[/.]/g, '\\$&')).join('|')})(?:@([\\w.^~-]+))?(?![\\w/-])`,
  'g',
);
/** Names of other packages are words, too: `eslint --ext .ts,.yaml`. */
const PROGRAM = /mcp|modelcontextprotocol/;

export default defineRule({
  severity: 'error',
  summary:
    'No dependency, script or client configuration uses a version from the built-in list of advisories.',
  why: 'Published advisories describe how to exploit these versions.',
  limits: 'The list covers packages that MCP servers use often. Run "npm audit" for all others.',
  source: {
    text: 'The advisory named in the finding.',
    url: 'https://github.com/advisories',
  },
  on: 'project',
  check({ documents }, report) {
    const { packageJson, packageLock, clients } = documents;
    const locked = (name: string) =>
      packageLock?.get('packages', `node_modules/${name}`, 'version');
    for (const declared of declaredPackages(packageJson)) {
      const { name, at } = declared;
      if (locked(name) || !NAMES.includes(name)) continue;
      const range = wantedRange(declared, documents);
      const advisory = advisoryAbout(name, range);
      if (advisory) report({ at, ...words(advisory, range) });
      else if (isHidden(range)) {
        report.unseen({
          at,
          message: `Cannot determine whether "${name}" ${range} has a known vulnerability.`,
          hint: hiddenHint(name, range),
        });
      }
    }
    for (const name of NAMES) {
      const node = locked(name);
      if (!packageLock || node?.is !== 'scalar') continue;
      const advisory = advisoryAbout(name, String(node.value));
      if (advisory) report({ at: packageLock.at(node), ...words(advisory, String(node.value)) });
    }
    for (const way of [['overrides'], ['resolutions'], ['pnpm', 'overrides']]) {
      for (const { key, value } of packageJson?.entries(...way) ?? []) {
        const text = textOf(value);
        const advisory = text === undefined ? undefined : advisoryAbout(key, text);
        if (packageJson && advisory && text !== undefined)
          report({ at: packageJson.at(value), ...words(advisory, text) });
      }
    }
    const scripts = packageJson?.get('scripts');
    if (packageJson && scripts) {
      for (const { value, text } of textEntries(scripts)) started(packageJson, value, text);
    }
    for (const { document, servers } of clients) {
      for (const { value: server } of servers) {
        for (const { value, text } of textsBelow(server)) started(document, value, text);
      }
    }

    function started(document: DataDocument, at: { start: number; end: number }, text: string) {
      for (const [, name = '', version = 'latest'] of text.matchAll(STARTED)) {
        const isFloating = lowestOf(version) === undefined;
        const advisory = isFloating
          ? ADVISORIES.find((each) => each.package === name && PROGRAM.test(name))
          : advisoryAbout(name, version);
        if (!advisory) continue;
        report({
          at: document.at(at),
          ...(isFloating ? floating(name, advisory) : words(advisory, version)),
        });
      }
    }
  },
});

function advisoryAbout(name: string, range: string): Advisory | undefined {
  const version = lowestOf(range);
  return (
    version &&
    ADVISORIES.find(
      (each) =>
        each.package === name && isBelow(version, each.fixed) && !isBelow(version, each.from),
    )
  );
}

const words = ({ package: name, id, what, fixed }: Advisory, range: string) => ({
  message: `"${name}" ${range} has a known vulnerability, ${id}: ${what}.`,
  hint: `Use ${fixed.join('.')} or newer.`,
});

const floating = (name: string, { id, fixed }: Advisory) => ({
  message: `"${name}" is started without a fixed version; old versions have the vulnerability ${id}.`,
  hint: `Use an exact version, ${fixed.join('.')} or newer.`,
});
