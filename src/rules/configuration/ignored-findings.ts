import type { DataDocument, DataNode, Place } from '../../model/project.js';
import { defineRule } from '../define.js';

const VALIDATE = String.raw`\bmcp-provider\s+validate\b`;
/** After the command, in its line. */
const IN_LINE = String.raw`(?:[^\n|;]|\\\r?\n){0,300}?`;
const OTHERWISE = String.raw`\|\|\s*(?:true|:|echo|printf|exit 0)(?![\w-])`;
const THEN = String.raw`;\s*(?:true|:|exit 0)(?=\s*(?:["'\n]|$))`;
/** npm runs scripts with `sh -c`; GitHub Actions with `bash -e`, which ends at the first error. */
const IGNORED_IN_SCRIPT = `${IN_LINE}(${OTHERWISE}|${THEN})`;
const IGNORED_IN_WORKFLOW = `${IN_LINE}(${OTHERWISE})`;

/** Scripts that run one another. */
const DEEPEST = 3;

export default defineRule({
  severity: 'error',
  summary: 'Workflows and scripts fail where "mcp-provider validate" finds errors.',
  why: 'A check whose result is ignored lets every later defect into the main branch.',
  limits:
    'Checked are the scripts of package.json and the workflows of GitHub Actions in the directory of the project.',
  source: {
    text: 'GitHub Actions, workflow syntax, "continue-on-error".',
    url: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepscontinue-on-error',
  },
  on: 'project',
  check({ documents: { packageJson, workflows } }, report) {
    const command = commandOf(packageJson);
    const inScript = new RegExp(command + IGNORED_IN_SCRIPT, 'd');
    const inWorkflow = new RegExp(command + IGNORED_IN_WORKFLOW, 'd');
    const places = [
      ...(packageJson
        ?.entries('scripts')
        .flatMap(({ value }) => ignoredIn(packageJson, value, inScript)) ?? []),
      ...workflows.flatMap((workflow) => ignoredBy(workflow, inWorkflow, command)),
    ];
    for (const at of places) {
      report({
        at,
        message: 'The errors that "mcp-provider validate" finds are ignored here.',
        hint: 'Remove this, and suppress single findings with a comment and a reason.',
      });
    }
  },
});

/** The source of a pattern for the command, and for the scripts that run it. */
function commandOf(packageJson: DataDocument | undefined): string {
  const names: string[] = [];
  const scripts = packageJson?.entries('scripts') ?? [];
  const pattern = () =>
    names.length === 0
      ? VALIDATE
      : String.raw`(?:${VALIDATE}|\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(?:${names.join('|')})(?![\w:-]))`;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const runs = new RegExp(pattern());
    for (const { key, value } of scripts)
      if (/^[\w:-]+$/.test(key) && !names.includes(key) && runs.test(textOf(value)))
        names.push(key);
  }
  return pattern();
}

const textOf = (node: DataNode) => (node.is === 'scalar' ? String(node.value) : '');

/** `|| true` or `; exit 0` behind the command. */
function ignoredIn(document: DataDocument, node: DataNode, command: RegExp): Place[] {
  const [start, end] = command.exec(document.text.slice(node.start, node.end))?.indices?.[1] ?? [];
  return start === undefined || end === undefined
    ? []
    : [document.at({ start: node.start + start, end: node.start + end })];
}

function ignoredBy(workflow: DataDocument, ignored: RegExp, command: string): Place[] {
  const runs = new RegExp(command);
  return workflow.entries('jobs').flatMap(({ key: job }) => {
    const list = workflow.get('jobs', job, 'steps');
    const steps = list?.is === 'list' ? list.items : [];
    const running = steps.flatMap((_, index) => {
      const run = workflow.get('jobs', job, 'steps', index, 'run');
      return run && runs.test(textOf(run)) ? [{ index, run }] : [];
    });
    if (running.length === 0) return [];
    return [
      ...continues(workflow, 'jobs', job),
      ...running.flatMap(({ index, run }) => [
        ...ignoredIn(workflow, run, ignored),
        ...goesOn(workflow, run, runs, ['jobs', job, 'steps', index]),
        ...continues(workflow, 'jobs', job, 'steps', index),
      ]),
    ];
  });
}

/** Where a shell goes on after an error, and lines follow that do not use its exit code. */
function goesOn(
  workflow: DataDocument,
  run: DataNode,
  runs: RegExp,
  step: readonly (string | number)[],
): Place[] {
  const text = workflow.text.slice(run.start, run.end);
  const { index = 0 } = runs.exec(text) ?? {};
  const [, ...after] = text.slice(index).split('\n');
  const last = after.every((line) => /^\s*(#|$)/.test(line));
  if (last || /\$\?|PIPESTATUS/.test(after.join('\n'))) return [];
  const switched = text.lastIndexOf('set +e', index);
  if (switched !== -1 && !/\bset -\w*e/.test(text.slice(switched, index)))
    return [workflow.at({ start: run.start + switched, end: run.start + switched + 6 })];
  return workflow.entries(...step).flatMap((entry) => {
    const isOpen =
      entry.key === 'shell' &&
      /^(ba|da|z)?sh\b(?!.*(\s-\w*e|errexit)).*\{0\}/.test(textOf(entry.value));
    return isOpen ? [workflow.at(entry)] : [];
  });
}

/** Where a job or a step goes on after an error. */
const continues = (workflow: DataDocument, ...path: (string | number)[]): Place[] =>
  workflow
    .entries(...path)
    .filter(({ key, value }) => key === 'continue-on-error' && textOf(value) === 'true')
    .map((entry) => workflow.at(entry));
