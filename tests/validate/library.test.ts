import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { CliError, validate } from '../../src/index.js';
import { examples } from '../golden/projects.js';

const weather = join(examples, 'weather');

describe('validate()', () => {
  it('returns what was checked and found as data', async () => {
    const report = await validate(weather);
    expect(report).toMatchObject({
      findings: [],
      failures: [],
      checked: { providers: ['weather'], tools: 2 },
    });
    expect(structuredClone(report)).toEqual(report);
  });

  it('runs only the selected rules, with the severities that are set', async () => {
    const only = ['configuration/suppression'];
    const settings = { 'configuration/suppression': 'error' } as const;
    const { rules } = await validate(weather, { only, settings, providers: ['weather'] });
    const on = rules.filter(({ setting }) => setting !== 'off');
    expect(on.map(({ id }) => id)).toEqual(only);
    expect(on[0]).toMatchObject({ setting: 'error' });
  });

  it('names files as the repository does, also behind a link, and no place on this machine', async () => {
    const repository = temporaryFolder();
    mkdirSync(join(repository, '.git'));
    cpSync(weather, join(repository, 'apps/weather'), { recursive: true });
    writeFileSync(join(repository, 'apps/weather/src/blob.ts'), Uint8Array.of(0xff, 0x00));
    symlinkSync('apps/weather', join(repository, 'link'));
    const { findings } = await validate(join(repository, 'link'));
    expect(findings.map(({ file }) => file)).toEqual(['apps/weather/src/blob.ts']);
    expect(JSON.stringify(findings)).not.toContain(repository);
  });

  it('reports a file that it cannot read, and does not treat it as empty', async () => {
    const project = temporaryFolder();
    cpSync(weather, project, { recursive: true });
    const path = 'src/providers/weather/index.ts';
    writeFileSync(join(project, path), Uint8Array.of(0xff, 0x00));
    const { findings } = await validate(project, { providers: ['weather'] });
    const found = findings.filter(({ file }) => file === path);
    expect(found.map(({ rule }) => rule)).toEqual(['configuration/syntax-error']);
  });

  it.each([
    ['project/not-found', join(examples, 'specs'), {}],
    ['project/not-a-directory', join(weather, 'package.json'), {}],
    ['validate/unknown-rule', weather, { only: ['x'] }],
    ['validate/no-rule-left', weather, { only: [] }],
    ['validate/unknown-rule', weather, { settings: { x: 'off' } }],
    ['project/unknown-provider', weather, { providers: ['x'] }],
  ] as const)('refuses with %s', async (code, directory, options) => {
    const refusal = validate(directory, options);
    await expect(refusal).rejects.toThrow(CliError);
    await expect(refusal).rejects.toMatchObject({ code });
  });
});
