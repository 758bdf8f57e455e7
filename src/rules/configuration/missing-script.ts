import type { DataDocument, Place } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { firstMember } from '../insertion.js';
import { textAt } from './documents/scalars.js';
import { isBelow, lowestOf, type Version } from './packages/version.js';

/** The oldest version of Node.js that the runtime supports. */
const NODE: Version = [20, 19, 0];
const SCRIPTS = ['build', 'start'] as const;

export default defineRule({
  severity: 'error',
  summary:
    'The file package.json has the scripts "build" and "start", and "engines.node" of 20.19 or newer.',
  why: 'Client configurations, containers and CI start the server with these scripts. Older versions of Node.js fail at run time.',
  source: {
    text: 'npm, package.json, "scripts" and "engines".',
    url: 'https://docs.npmjs.com/cli/configuring-npm/package-json',
  },
  on: 'project',
  check({ documents: { packageJson } }, report) {
    // "contract/syntax-error" reports files that cannot be read.
    if (packageJson?.root?.is !== 'map' || packageJson.problems.length > 0) return;
    for (const name of SCRIPTS) {
      if (textAt(packageJson, 'scripts', name)?.text.trim()) continue;
      report({
        at: keyOf(packageJson, 'scripts'),
        message: `The script "${name}" is missing.`,
        hint: `Add "${name}" to "scripts".`,
        ...addScript(packageJson, name),
      });
    }
    const node = textAt(packageJson, 'engines', 'node');
    const engines = packageJson.get('engines');
    const lowest = node && lowestOf(node.text.split('||')[0] ?? '');
    if (!node || (lowest && isBelow(lowest, NODE))) {
      report({
        at: node?.at ?? keyOf(packageJson, 'engines'),
        message: node
          ? `"engines.node" allows Node.js ${node.text}, which the runtime does not support.`
          : '"engines.node" is missing.',
        hint: 'Set "engines": { "node": ">=20.19" }.',
        fix: node
          ? [{ at: node.at, text: '">=20.19"' }]
          : engines?.is === 'map'
            ? [firstMember(packageJson, engines, 'node', '">=20.19"')]
            : [firstMember(packageJson, packageJson.root, 'engines', '{ "node": ">=20.19" }')],
      });
    }
  },
  examples: [
    {
      ok: project`
        // package.json, changed
        -   "engines": { "node": ">=20.19" },
        +   "engines": { "node": "^22.12 || >=24" },
      `,
    },
    {
      bad: project`
        // package.json, changed
            ‹"scripts"›: {
        -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
      `,
      finds: ['The script "build" is missing.'],
      fixed: project`
        // package.json, changed
            "scripts": {
        +     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
      `,
    },
    {
      bad: project`
        // package.json, changed
            ‹"scripts"›: {
        …
        -     "start": "node dist/server.js",
      `,
      finds: ['The script "start" is missing.'],
      fixed: project`
        // package.json, changed
            "scripts": {
        +     "start": "node dist/server.js",
      `,
    },
    {
      bad: project`
        // package.json, changed
          ‹{›
        …
        -   "engines": { "node": ">=20.19" },
      `,
      finds: ['"engines.node" is missing.'],
      fixed: project`
        // package.json, changed
          {
        +   "engines": { "node": ">=20.19" },
            "name": "weather-mcp",
      `,
    },
    {
      bad: project`
        // package.json, changed
        -   "engines": { "node": ">=20.19" },
        +   "engines": { "node": ‹">=18"› },
      `,
      finds: ['"engines.node" allows Node.js >=18, which the runtime does not support.'],
      fixed: project`
        // package.json, changed
        -   "engines": { "node": ">=18" },
        +   "engines": { "node": ">=20.19" },
      `,
    },
  ],
});

function keyOf(document: DataDocument, key: string): Place {
  const entry = document.entries().find((each) => each.key === key);
  return entry ? document.at(entry) : document.start;
}

/** As new projects have it. Another bundler is built in another way. */
function addScript(
  packageJson: DataDocument,
  name: (typeof SCRIPTS)[number],
): { fix?: readonly Change[] } {
  const scripts = packageJson.get('scripts');
  const isPresent = packageJson.get('scripts', name) !== undefined;
  if (scripts?.is !== 'map' || isPresent || !textAt(packageJson, 'devDependencies', 'rolldown'))
    return {};
  const command =
    name === 'start'
      ? 'node dist/server.js'
      : 'rolldown src/server.ts --dir dist --platform node --minify --sourcemap';
  return { fix: [firstMember(packageJson, scripts, name, JSON.stringify(command))] };
}
