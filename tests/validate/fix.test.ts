import { describe, expect, it } from 'vitest';
import { project } from '../../src/rules/example.js';
import { projectIn, validate } from './command.js';

const CONFIG = 'provider-config.yaml';
const wrongKey = project`
  // provider-config.yaml, changed
  -     base_url: https://api.weather.dev/v1
  +     baseUrl: https://api.weather.dev/v1
`;
const wrongName = project`
  // src/providers/weather/mcp-instance.ts, changed
  - export const PROVIDER_NAME = 'weather';
  + export const PROVIDER_NAME = 'wether';
`;
const broken = [wrongKey, wrongName];
const wrongRules = project`
  // .mcp-provider.json
  { "rules": 1 }
`;
const disk = projectIn('/repo', ...broken);
const whole = projectIn('/repo');

describe('--fix', () => {
  it('makes the repairs that are certain, then reports what is left', async () => {
    const { exit, stdout, stderr, texts } = await validate(disk, ['--fix']);
    expect(texts).toEqual(whole);
    expect(stdout).toMatch(/^No problems found/);
    expect(stderr).toContain('~       mcp-instance.ts');
    expect(stderr).toContain('2 files to update');
    expect(stderr).toContain('Repaired');
    expect(exit).toBe(0);
  });

  it('leaves one document on stdout', async () => {
    const { stdout } = await validate(disk, ['--fix', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
  });

  it('shows what it would do, and does nothing', async () => {
    const { exit, stdout, stderr, texts } = await validate(disk, ['--fix', '--dry-run']);
    expect(stdout).toContain('~ ');
    expect(stdout).toContain('2 files to update');
    expect(texts).toEqual(disk);
    expect(stderr).toContain('contract/provider-name');
    expect(exit).toBe(1);
    const diff = await validate(disk, ['--fix', '--dry-run', '--diff']);
    expect(diff.stdout).toMatch(/^-.*'wether'/m);
    expect(diff.stdout).toMatch(/^\+.*'weather'/m);
    const json = await validate(disk, ['--fix', '--dry-run', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ applied: false, counts: { update: 2 } });
    expect(json.stderr).toBe(stderr);
  });

  it('shows no secret that it replaces, and says to revoke it', async () => {
    const token = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');
    const entry = (value: string) =>
      JSON.stringify({ mcpServers: { a: { command: 'a', env: { A_TOKEN: value } } } });
    const before = { ...whole, '/repo/.mcp.json': entry(token) };
    for (const more of [['--dry-run', '--diff'], ['--diff'], ['--dry-run', '--json'], ['--json']]) {
      const { stdout, stderr, texts } = await validate(before, ['--fix', ...more]);
      expect(stdout + stderr).not.toContain(token.slice(4));
      if (more.includes('--diff')) expect(stdout + stderr).toMatch(/^\+.*\$\{A_TOKEN\}/m);
      if (more.includes('--dry-run')) continue;
      expect(texts['/repo/.mcp.json']).toBe(entry('${A_TOKEN}'));
      expect(stderr).toContain('Revoke the secret that was in ".mcp.json"');
    }
  });

  it('repairs several projects at once, and what was asked for only', async () => {
    const both = { ...projectIn('/repo/a', ...broken), ...projectIn('/repo/b', ...broken) };
    const { texts } = await validate(both, ['.', '--fix', '--rule', 'contract/provider-name']);
    expect(texts).toEqual({ ...projectIn('/repo/a', wrongKey), ...projectIn('/repo/b', wrongKey) });
  });

  it.each([
    [[wrongName], 'Run with "--fix" to correct it.'],
    [broken, 'Run with "--fix" to correct all of them.'],
    [[...broken, wrongRules], 'Run with "--fix" to correct 2 of them.'],
  ])('is said to help', async (examples, sentence) => {
    const { stdout } = await validate(projectIn('/repo', ...examples));
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(sentence);
  });

  it.each([
    ['{\r\n  "files": [\r\n    "src"\r\n', '{\r\n  "files": [\r\n    "src"\r\n]\r\n}\r\n'],
    ['{\n  "files": [\n    87', '{\n  "files": [\n    87'],
  ])('JSON that is cut off: %j', async (text, expected) => {
    const { texts } = await validate({ ...whole, '/repo/tsconfig.json': text }, ['--fix']);
    expect(texts['/repo/tsconfig.json']).toBe(expected);
  });

  it.each([
    [
      'tools',
      project`
        // src/providers/weather/index.ts, changed
        - import './tools/get-forecast.js';

        // src/providers/weather/tools/get-alerts.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        export const getAlertsTool = tool({
          name: 'get_alerts',
          description: 'Storms.',
          input: z.object({}),
          run: async () => '',
        });
      `,
    ],
    [
      'scripts',
      project`
        // package.json, changed
        -     "build": "rolldown src/server.ts --dir dist --platform node --minify --sourcemap",
        …
        -     "start": "node dist/server.js",
      `,
    ],
  ])('makes all insertions at one place: lost %s', async (_, broken) => {
    const { texts } = await validate(projectIn('/repo', broken), ['--fix']);
    const { stderr } = await validate(texts, ['--fix']);
    expect(stderr).toContain('No finding can be fixed');
  });

  it('says that there is nothing to do', async () => {
    const { stderr, exit, texts } = await validate(whole, ['--fix']);
    expect(stderr).toContain('No finding can be fixed');
    expect(texts).toEqual(whole);
    expect(exit).toBe(0);
  });
});

it('says that there is no configuration, where there are providers', async () => {
  const texts = Object.entries(whole).filter(([path]) => !path.endsWith(CONFIG));
  const { stdout } = await validate(Object.fromEntries(texts), ['--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    findings: [expect.objectContaining({ rule: 'contract/config-file', file: 'package.json' })],
  });
});

it('asks for the usual name of a configuration with another ending', async () => {
  const texts: Record<string, string> = {};
  for (const [path, text] of Object.entries(whole)) texts[path.replace(/yaml$/, 'yml')] = text;
  const { stdout } = await validate(texts, ['--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    findings: [{ hint: 'Rename "provider-config.yml" to "provider-config.yaml".' }],
  });
});
