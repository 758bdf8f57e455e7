import { relPath } from '../../model/path.js';
import type { DataDocument, Place } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { isEmpty } from '../contract/parts/empty.js';
import { firstMember, type MapNode } from '../insertion.js';
import { isNeverBuilt, isUnbuilt } from './documents/built.js';
import { textAt } from './documents/scalars.js';
import { addedScript } from './documents/scripts.js';
import { isBelow, lowestOf, OLDEST_NODE } from './packages/version.js';

const RANGE = '">=20.19"';
const ENGINES = `{ "node": ${RANGE} }`;
const SERVER = relPath('src/server.ts');
const BUILT = 'dist/server.js';
const SCRIPTS = ['build', 'start'] as const;
/** `NODE_ENV=production node --enable-source-maps dist/server.js` */
const RUNS_NODE = /^(?:\w+=\S* +)*node (?:--\S+ )*([^\s-]\S*)/;

export default defineRule({
  severity: 'error',
  summary:
    'The file package.json has the scripts "build" and "start", which runs what is built, and "engines.node" of 20.19 or newer.',
  why: 'Client configurations, containers and CI start the server with these scripts. Older versions of Node.js fail at run time.',
  source: {
    text: 'npm, package.json, "scripts" and "engines".',
    url: 'https://docs.npmjs.com/cli/configuring-npm/package-json',
  },
  on: 'project',
  check(project, report) {
    const { documents, files } = project;
    const { packageJson } = documents;
    // "contract/syntax-error" reports files that cannot be read.
    if (packageJson?.root?.is !== 'map' || packageJson.problems.length > 0) return;
    for (const name of SCRIPTS) {
      if (textAt(packageJson, 'scripts', name)?.text.trim()) continue;
      report({
        at: keyOf(packageJson, 'scripts'),
        message: `The script "${name}" is missing.`,
        hint: `Add "${name}" to "scripts".`,
        ...addedScript(packageJson, name),
      });
    }
    checkNode(packageJson, packageJson.root, report);
    const build = textAt(packageJson, 'scripts', 'build');
    const server = files.get(SERVER);
    if (build && (!server || isEmpty(server)) && build.text.split(' ').includes(SERVER)) {
      report({
        at: build.at,
        message: `The script "build" reads "${SERVER}", which is ${server ? 'empty' : 'missing'}.`,
        hint: 'Restore the file, or correct its name.',
        creates: SERVER,
      });
    }
    const start = textAt(packageJson, 'scripts', 'start');
    const [, program] = RUNS_NODE.exec(start?.text ?? '') ?? [];
    if (build && program !== undefined && isNeverBuilt(program, project)) {
      report({
        at: build.at,
        message: `The script "build" writes no files, and the script "start" runs "${program}".`,
        hint: 'Let "build" write that file, for instance with `rolldown src/server.ts --dir dist --platform node`.',
      });
    } else if (build && start && program !== undefined && isUnbuilt(program, project)) {
      const isServer = build.text.split(' ').includes(SERVER) && isServerName(program);
      const isToDist = /--dir (\.\/)?dist\b/.test(build.text);
      // The tests, the README and the clients run that file, too.
      const isUsual = program.replace(/^\.\//, '') === BUILT;
      const fix = isUsual
        ? { at: build.at, text: build.text.replace(/--dir \S+/, '--dir dist') }
        : { at: start.at, text: start.text.replace(program, () => BUILT) };
      report({
        at: start.at,
        message: `The script "start" runs "${program}", which the script "build" does not write.`,
        hint: isUsual
          ? 'Let "build" write to "dist".'
          : `Run "${BUILT}", or change what "build" writes.`,
        ...(isServer &&
          (isUsual || isToDist) && { fix: [{ ...fix, text: JSON.stringify(fix.text) }] }),
      });
    }
  },
});

/** Also `dist/index.js` and `dist/src/server.js`, where another compiler would write the server. */
const isServerName = (program: string): boolean =>
  program.endsWith('/server.js') || /^(\.\/)?dist\/(index|main)\.[cm]?js$/.test(program);

function keyOf(document: DataDocument, key: string): Place {
  const entry = document.entries().find((each) => each.key === key);
  return entry ? document.at(entry) : document.start;
}

function checkNode(packageJson: DataDocument, root: MapNode, report: Report): void {
  const node = packageJson.get('engines', 'node');
  const range = textAt(packageJson, 'engines', 'node')?.text;
  const lowest = range === undefined ? undefined : lowestOf(range.split('||')[0] ?? '');
  if (range !== undefined && !(lowest && isBelow(lowest, OLDEST_NODE))) return;
  const wrong = node ? 'is not a string' : 'is missing';
  report({
    at: node ? packageJson.at(node) : keyOf(packageJson, 'engines'),
    message:
      range === undefined
        ? `"engines.node" ${wrong}.`
        : `"engines.node" allows Node.js ${range}, which the runtime does not support.`,
    hint: `Set "engines": ${ENGINES}.`,
    fix: [setNode(packageJson, root)],
  });
}

/** In place of a value that is not valid, so that no key appears twice. */
function setNode(packageJson: DataDocument, root: MapNode): Change {
  const engines = packageJson.get('engines');
  const node = packageJson.get('engines', 'node');
  if (node) return { at: packageJson.at(node), text: RANGE };
  if (engines?.is === 'map') return firstMember(packageJson, engines, 'node', RANGE);
  if (engines) return { at: packageJson.at(engines), text: ENGINES };
  return firstMember(packageJson, root, 'engines', ENGINES);
}
