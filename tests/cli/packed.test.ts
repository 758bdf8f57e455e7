import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const ROOT = join(import.meta.dirname, '..', '..');
const WEATHER = join(ROOT, 'examples', 'weather');
const folder = temporaryFolder(afterAll);
const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

/** What npm would publish, unpacked where a project would find it. */
beforeAll(() => {
  const place = join(folder, 'node_modules', 'create-mcp-provider');
  mkdirSync(place, { recursive: true });
  const options = { cwd: ROOT, shell: process.platform === 'win32', stdio: 'ignore' } as const;
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], options);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  const tarball = join(folder, `create-mcp-provider-${version}.tgz`);
  execFileSync('tar', ['-xzf', tarball, '-C', place, '--strip-components=1']);
});

it('says what to install where the native parser is missing, then finds it', () => {
  writeFileSync(
    join(folder, 'missing.mjs'),
    `import { validate } from 'create-mcp-provider';\nawait validate(${JSON.stringify(WEATHER)}).catch(({ code, hint }) => console.log(code, hint));\n`,
  );
  expect(node('missing.mjs')).toMatch(/^project\/no-parser .*npm install --include=optional/);
  const parser = join('node_modules', 'rolldown');
  symlinkSync(join(ROOT, parser), join(folder, parser), 'junction');
});

it('has validate(), which returns findings as data', () => {
  writeFileSync(
    join(folder, 'check.mjs'),
    `import { validate } from 'create-mcp-provider';\nconst { findings, checked } = await validate(${JSON.stringify(WEATHER)});\nconsole.log(JSON.stringify({ findings, checked }));\n`,
  );
  expect(JSON.parse(node('check.mjs'))).toMatchObject({
    findings: [],
    checked: { providers: ['weather'], tools: 2 },
  });
});

it('has the schema that its JSON report keeps', () => {
  const require = createRequire(join(folder, 'check.mjs'));
  const schema = JSON.parse(
    readFileSync(require.resolve('create-mcp-provider/report.schema.json'), 'utf8'),
  ) as object;
  const bin = join(folder, 'node_modules', 'create-mcp-provider', 'bin', 'mcp-provider.cjs');
  const report: unknown = JSON.parse(node(bin, 'validate', WEATHER, '--format', 'json'));
  const { valid, errors } = new Validator(schema, '2020-12', false).validate(report);
  expect({ valid, errors }).toEqual({ valid: true, errors: [] });
});
