import type { Property } from '../../model/code.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { UNCHANGED } from '../../model/limits.js';
import { kebabCase, snakeCase } from '../../model/names.js';
import { casesOf, testsIn } from '../contract/parts/test-cases.js';
import { defineRule } from '../define.js';
import { textBefore } from '../text-before.js';

export default defineRule({
  severity: 'error',
  summary: 'The tests of a provider contain cases for existing tools only.',
  why: 'The cases of a tool that was removed or renamed fail, and so does "npm test".',
  limits:
    'Checked are the cases in calls of testProvider. A name that occurs anywhere in the code counts as a tool.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'project',
  check({ files, providers, code }, report) {
    for (const { provider: tested, call } of testsIn(files)) {
      const provider = providers.find(({ name }) => name === tested);
      // Without a directory, its code may come back.
      if (!provider || provider.files.length === 0) continue;
      const cases = casesOf(call, code);
      const tools = provider.tools.flatMap(({ name }) => (name.is === 'known' ? name.value : []));
      // "protocol/altered-name" corrects the names of such tools.
      const names = [...tools, ...tools.map(snakeCase)];
      const lost = cases.filter(({ key }) => !names.includes(key) && !isInCode(key, files));
      const untested = tools.filter((name) => !cases.some(({ key }) => key === name));
      const [only, another] = lost.length === 1 ? untested : [];
      const meant = !another && only && UNCHANGED.test(only) ? only : undefined;
      for (const each of lost) {
        // They can be those of a tool that was renamed, or that has the name of another one.
        const left = fileOf(each.key, files);
        const isSure =
          untested.length === 0 && new Set(tools).size === tools.length && left === undefined;
        const removed = isSure ? withoutCase(each) : undefined;
        const fix = meant === undefined ? removed : { at: each.at, text: meant };
        report({
          at: each.at,
          message: `The tests contain cases for "${each.key}", but no tool has this name.`,
          hint:
            meant !== undefined
              ? `Write "${meant}".`
              : isSure
                ? 'Remove the cases.'
                : left === undefined || untested.length > 0
                  ? 'Write the name of the tool, or remove the cases.'
                  : `Restore the tool, of which "${left.path}" is left, or remove the cases.`,
          ...(fix && { fix: [fix] }),
        });
      }
    }
  },
});

/** Also in that of other providers: the cases are not lost where only a directory was renamed. */
const isInCode = (name: string, files: ProjectModel['files']): boolean =>
  [...files.values()].some(({ test, text }) => !test && text.includes(name));

/** An API module of the tool, or its own file that was emptied. */
const fileOf = (name: string, files: ProjectModel['files']): SourceFile | undefined =>
  [...files.values()].find(({ test, path }) => !test && path.includes(`/${kebabCase(name)}.`));

/** Whole lines where nothing else is on them. */
function withoutCase({ at, file, value }: Property): Change | undefined {
  const { text } = file;
  const before = textBefore(text, at.start, /(?<=(?:^|\n)([ \t]*))/y);
  const after = /^,?[ \t]*\r?\n/.exec(text.slice(value.end));
  if (before === undefined || !after) return undefined;
  const start = at.start - before.length;
  return { at: file.at({ start, end: value.end + after[0].length }), text: '' };
}
