import { distance } from 'fastest-levenshtein';
import { nearestOf } from '../../model/nearest.js';
import type { DataDocument, DataNode } from '../../model/project.js';
import { defineRule } from '../define.js';
import { addedScript } from './documents/scripts.js';

/** A script of the package in the working directory. Yarn and Bun run programs and files like that, too. */
const RUN =
  /(?<![\w-])(?:p?npm run (?!env\b)|p?npm (?=test\b))(?=[\w:.-]+(?:\s|$|[;&|)"']))([\w:.-]+)/g;

/** The command runs in another package. */
const ELSEWHERE =
  /\bcd |--prefix|--workspaces?\b|(?:^|\s)-(?:w|C|F|r)\b|--filter|--cwd|--if-present/;

export default defineRule({
  severity: 'error',
  summary: 'Workflows and scripts run scripts that package.json has.',
  why: 'The package manager fails with "Missing script", and so does CI.',
  limits: 'Commands in other directories or packages are not checked.',
  source: {
    text: 'npm, "npm run".',
    url: 'https://docs.npmjs.com/cli/commands/npm-run',
  },
  on: 'project',
  check({ documents: { packageJson, workflows } }, report) {
    if (!packageJson || packageJson.problems.length > 0) return;
    const scripts = packageJson.entries('scripts');
    const names = scripts.map(({ key }) => key);
    if (names.length === 0) return;
    const commands = [
      ...scripts.map(({ key, value }) => [packageJson, value, key] as const),
      ...workflows.flatMap((each) => commandsOf(each).map((run) => [each, run, ''] as const)),
    ];
    for (const [document, { start, end }, own] of commands) {
      const text = document.text.slice(start, end);
      if (ELSEWHERE.test(text)) continue;
      for (const { index, 0: command, 1: name = '' } of text.matchAll(RUN)) {
        if (names.includes(name)) continue;
        const last = start + index + command.length;
        const at = document.at({ start: last - name.length, end: last });
        // A script that runs itself does not end.
        const others = names.filter((each) => each !== own);
        const [same, another] = others.filter((each) => isSame(each, name));
        const meant = another === undefined && same ? same : nearestOf(name, others);
        const added = addedScript(packageJson, name);
        report({
          at,
          message: `"package.json" has no script "${name}".`,
          hint:
            meant === undefined || (added.command !== undefined && meant !== same)
              ? hintFor(name, added.command)
              : `Run "${meant}", or add it.`,
          ...(meant !== undefined && meant === same
            ? { fix: [{ at, text: meant }] }
            : added.fix && { fix: added.fix }),
        });
      }
    }
  },
});

const hintFor = (name: string, command: string | undefined): string =>
  command === undefined
    ? 'Add it, or correct the name.'
    : `Add "${name}": ${JSON.stringify(command)} to "scripts".`;

/** What the steps of a workflow run in the directory of the project. */
function commandsOf(workflow: DataDocument): DataNode[] {
  const isMoved = (...path: (string | number)[]) =>
    workflow.get(...path, 'defaults', 'run', 'working-directory') !== undefined;
  return workflow.entries('jobs').flatMap(({ key: job }) => {
    const steps = workflow.get('jobs', job, 'steps');
    if (steps?.is !== 'list' || isMoved() || isMoved('jobs', job)) return [];
    return steps.items.flatMap((_, index) => {
      const path = ['jobs', job, 'steps', index];
      const run = workflow.get(...path, 'run');
      return run && workflow.get(...path, 'working-directory') === undefined ? [run] : [];
    });
  });
}

/** Only separators, case or the order of letters differ: "test" may be meant as it is beside "test:unit". */
const isSame = (one: string, other: string) =>
  plain(one) === plain(other) ||
  (distance(one, other) === 2 && one.length > 3 && sorted(one) === sorted(other));

const plain = (name: string) => name.toLowerCase().replaceAll(/[-_:.]/g, '');
const sorted = (name: string) => Array.from(name).toSorted().join('');
