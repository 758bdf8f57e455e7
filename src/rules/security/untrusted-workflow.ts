import type { DataDocument, Place } from '../../model/project.js';
import { textOf } from '../../model/data-text.js';
import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';

/** Anyone can trigger them, and the workflow has the secrets of the repository. */
const PRIVILEGED = /^(pull_request_target|workflow_run|issue_comment)$/;
/** What somebody else has written, and wants to have merged. */
const FOREIGN_CODE =
  /\bgithub\.(event\.(pull_request|workflow_run)\.(head|merge_commit)|head_ref)|refs\/pull\/|\bgh pr checkout\b/;
/** Texts that anyone can write: titles, comments and names of branches. */
const FOREIGN_TEXT =
  /\$\{\{[^}]{0,200}?(?<!\b(?:contains|startsWith|endsWith)\([^()}]{0,100})\bgithub\.(event\.(?:issue|pull_request|discussion|comment|review|workflow_run)\.(?:title|body|head\.(?:ref|label)|head_branch)|head_ref)\b(?![^}]{0,100}?[=!]=)[^}]{0,200}\}\}/g;
/** It is the code of the repository, or a person has looked at it: a label, the author, a reviewed environment. */
const REVIEWED =
  /label|author_association|head\.repo\.(full_name|fork)|head_repository|\.actor\b|workflow_run\.event\s*==\s*'push'/;

export default defineRule({
  severity: 'error',
  summary: 'Workflows run neither code nor text of outsiders where secrets are.',
  why: 'A pull request from a fork runs its own program with the secrets and the token of the repository.',
  limits: 'Checked are the workflows of GitHub Actions, and not the actions that they use.',
  source: {
    text: 'GitHub, "Secure use reference": untrusted code checkout and script injection.',
    url: 'https://docs.github.com/actions/reference/security/secure-use',
  },
  securitySeverity: 9.3,
  on: 'project',
  check({ documents: { workflows } }, report) {
    for (const workflow of workflows) {
      for (const { key: job } of workflow.entries('jobs')) {
        const list = workflow.get('jobs', job, 'steps');
        const steps = list?.is === 'list' ? list.items.length : 0;
        const code = hasSecrets(workflow) ? foreignCode(workflow, job, steps) : undefined;
        const event = code && privilegedEvent(workflow);
        if (code && event) {
          report({
            at: event,
            message: 'This workflow runs code of others with the secrets of the repository.',
            hint: 'Run it on "pull_request", and move what needs secrets to a workflow for merged code.',
            related: [{ at: code, message: 'The code comes from here.' }],
          });
        }
        for (let step = 0; step < steps; step++) {
          for (const at of foreignTexts(workflow, job, step)) {
            report({
              at,
              message: 'This text, which anyone can write, becomes part of a script.',
              hint: 'Pass it as an environment variable ("env"), and read that in quotes.',
            });
          }
        }
      }
    }
  },
});

/** Without `permissions`, the token can write in many repositories. */
const hasSecrets = ({ text }: DataDocument): boolean =>
  /\bsecrets(\.(?!GITHUB_TOKEN\b)|:\s*inherit)|:\s*write(-all)?\b/.test(text) ||
  !/^\s*permissions:/m.test(text);

function privilegedEvent(workflow: DataDocument): Place | undefined {
  const on = workflow.get('on');
  if (on?.is === 'map') {
    const found = on.entries.find(({ key }) => PRIVILEGED.test(key));
    return found && workflow.at(found);
  }
  const names = on?.is === 'list' ? on.items : on ? [on] : [];
  const found = names.find((each) => PRIVILEGED.test(textOf(each) ?? ''));
  return found && workflow.at(found);
}

/** Where a job gets the code of a pull request, and runs something afterwards. */
function foreignCode(workflow: DataDocument, job: string, steps: number): Place | undefined {
  const path = ['jobs', job] as const;
  if (workflow.get(...path, 'environment')) return undefined;
  if (REVIEWED.test(textAt(workflow, ...path, 'if')?.text ?? '')) return undefined;
  for (let index = 0; index < steps; index++) {
    const step = [...path, 'steps', index] as const;
    const isCheckout = (textAt(workflow, ...step, 'uses')?.text ?? '').startsWith(
      'actions/checkout@',
    );
    const run = textAt(workflow, ...step, 'run');
    const parts = isCheckout
      ? [textAt(workflow, ...step, 'with', 'ref'), textAt(workflow, ...step, 'with', 'repository')]
      : [/\b(git|gh)\b/.test(run?.text ?? '') ? run : undefined];
    const found = parts.find((each) => FOREIGN_CODE.test(each?.text ?? ''));
    if (!found) continue;
    const runs = (at: number) =>
      workflow.get(...path, 'steps', at, 'run') !== undefined ||
      (textAt(workflow, ...path, 'steps', at, 'uses')?.text ?? '').startsWith('./');
    const later = Array.from({ length: steps - index - 1 }, (_, offset) => index + 1 + offset);
    if (found === run || later.some(runs)) return found.at;
  }
  return undefined;
}

function foreignTexts(workflow: DataDocument, job: string, step: number): Place[] {
  const scripts = [['run'], ['with', 'script']] as const;
  return scripts.flatMap((way) => {
    const node = workflow.get('jobs', job, 'steps', step, ...way);
    if (!node) return [];
    const found = workflow.text.slice(node.start, node.end).matchAll(FOREIGN_TEXT);
    return Array.from(found, ({ index, 0: { length } }) =>
      workflow.at({ start: node.start + index, end: node.start + index + length }),
    );
  });
}
