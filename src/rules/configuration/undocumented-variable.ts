import { relPath } from '../../model/path.js';
import { screamingCase } from '../../model/names.js';
import type { ProviderModel, TextFile } from '../../model/project.js';
import { testsIn } from '../contract/parts/test-cases.js';
import { authVariables } from '../contract/parts/auth-variables.js';
import { defineRule } from '../define.js';
import { lineAtEnd } from '../insertion.js';

export default defineRule({
  severity: 'warning',
  summary: 'The file .env.example lists the environment variables that api/auth.ts names.',
  why: 'Without the entry, users who install the server do not know which variable holds the credentials.',
  limits: 'Variables that code reads from process.env are not checked.',
  source: { text: 'The Twelve-Factor App, III. Config.', url: 'https://12factor.net/config' },
  on: 'provider',
  check(provider, report) {
    const { envExample } = provider.project.documents;
    const file = provider.file('api/auth');
    if (!file) return;
    const variables = [...authVariables(file, provider.project.code)];
    const names = variables.map(({ name }) => name);
    for (const { name, key, at } of variables) {
      if (!envExample) {
        report({
          at,
          message: `The file ".env.example", which lists "${name}", is missing.`,
          hint: 'Restore the file.',
          creates: relPath('.env.example'),
        });
        continue;
      }
      if (lists(envExample, name)) continue;
      const listed = former(provider, { key, name }, envExample, names);
      if (listed !== undefined && /^['"]/.test(file.text.slice(at.start)) && at.file === file) {
        report({
          at,
          message: `The file ".env.example" lists "${listed}", not "${name}".`,
          hint: `Write "${listed}", which the tests set, too, or rename it there.`,
          fix: [{ at, text: `'${listed}'` }],
        });
        continue;
      }
      report({
        at,
        message: `The file ".env.example" does not list "${name}".`,
        hint: `Add the line "# ${name}=" to ".env.example".`,
        fix: [lineAtEnd(envExample, `# ${name}=`)],
      });
    }
  },
});

const lists = ({ text }: TextFile, name: string): boolean =>
  new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text);

/**
 * The usual name of the variable, where the file lists it, code does not, and the tests expect it. A new name that another
 * place has, too, such as the README or a workflow, is a rename that is not finished.
 */
function former(
  { name: provider, project, tests, files }: ProviderModel,
  { key, name }: { key: string; name: string },
  envExample: TextFile,
  names: readonly string[],
): string | undefined {
  const { documents } = project;
  const usual = `${screamingCase(provider)}_${screamingCase(key)}`;
  const isExpected = testsIn(project.files).some(
    ({ provider: tested, call: { file } }) =>
      tested === provider && !/\benvironment\b/.test(file.text),
  );
  const isUsed = [...tests, ...files].some(({ text }) => text.includes(usual));
  const { readme, workflows, all } = documents;
  const code = [...project.files.values()].filter((file) => lists(file, name));
  const isElsewhere =
    code.length > 1 ||
    [...all, ...workflows, ...(readme ? [readme] : [])].some((each) => lists(each, name));
  return lists(envExample, usual) && isExpected && !isUsed && !isElsewhere && !names.includes(usual)
    ? usual
    : undefined;
}
