import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { renderedProject } from './rendered.js';
import { OAUTH_MUTANTS } from './oauth-mutants.js';
import { run } from './run.js';

/** One defect each in the `issues` example, and the test files that have to notice it. */
const MUTANTS = [
  {
    file: 'src/providers/issues/api/get-issue.ts',
    replace: "method: 'GET'",
    by: "method: 'POST'",
    noticedBy: 'tools',
  },
  {
    file: 'src/providers/issues/api/add-comment.ts',
    replace: '/comments`',
    by: '/comment`',
    noticedBy: 'tools',
  },
  {
    file: 'src/providers/issues/api/auth.ts',
    replace: '`Bearer ${token}`',
    by: '`Basic ${token}`',
    noticedBy: 'tools',
  },
  {
    file: 'src/providers/issues/api/auth.ts',
    replace: 'variables) ?? store.read(userId)',
    by: "variables) ?? store.read('somebody')",
    noticedBy: 'auth',
  },
  {
    file: 'src/providers/issues/index.ts',
    replace: "import './tools/get-issue.js';\n",
    by: '',
    noticedBy: 'contract',
  },
  { file: 'src/core/api-error.ts', replace: 'case 404:', by: 'case 999:', noticedBy: 'errors' },
  {
    file: 'src/core/serve.ts',
    replace: 'return { userId };',
    by: 'return localPrincipal();',
    noticedBy: 'isolation',
  },
  {
    file: 'src/core/token-verifier.ts',
    replace: 'audience: audience.href,',
    by: '',
    noticedBy: 'isolation',
  },
  {
    file: 'src/core/credentials/records.ts',
    replace: "await open(draft, 'wx', 0o600)",
    by: "await open(draft, 'wx', 0o644)",
    noticedBy: 'auth',
  },
  {
    file: 'src/core/sign-in/secret-form.ts',
    replace: "if (!same(sent.get('form_token') ?? '', formToken)) {",
    by: 'if (!same(formToken, formToken)) {',
    noticedBy: 'auth',
  },
  {
    file: 'src/core/exchange.ts',
    replace: "  caller.addEventListener('abort', cancel, { once: true });\n",
    by: '',
    noticedBy: 'cleanup',
  },
  {
    file: 'src/server.ts',
    replace: 'console.log = console.info',
    by: "process.stdout.write('hello\\n');\n  console.log = console.info",
    noticedBy: 'stdio',
  },
];

const rows = [
  ...MUTANTS.map((mutant) => ({ ...mutant, example: 'issues' })),
  ...OAUTH_MUTANTS.map((mutant) => ({ ...mutant, example: 'chat' })),
];

it.each(rows)(
  'the tests of $example notice $replace in $file',
  async ({ example, file, replace, by, noticedBy }) => {
    const project = goldenProjects.find(({ name }) => name === example);
    if (!project) throw new Error(`There is no example "${example}"`);
    const root = renderedProject(await projectSpec(project));
    const path = join(root, file);
    const before = readFileSync(path, 'utf8');
    expect(before).toContain(replace);
    writeFileSync(
      path,
      before.replace(replace, () => by),
    );
    expect((await run(process.execPath, ['build.mjs'], { cwd: root })).code).toBe(0);
    const test = `tests/${example}/${noticedBy}.test.ts`;
    const { code, stdout } = await run('npx', ['vitest', 'run', test], { cwd: root });
    expect(code, stdout).not.toBe(0);
    expect(stdout).toMatch(/Tests .*\d+ failed/);
  },
);
