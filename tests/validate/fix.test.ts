import { describe, expect, it } from 'vitest';
import { projectIn, validate } from './command.js';

const wrongKey = { 'provider-config.yaml': ['token_path', 'token_pth'] } as const;
const wrongName = {
  'src/providers/weather/mcp-instance.ts': ["'weather'", "'wether'"],
} as const;
const broken = { ...wrongKey, ...wrongName };
const wrongRules = { '.mcp-provider.json': '{ "rules": { "a/b": "off" } }\n' };
const disk = projectIn('/repo', broken);
const whole = projectIn('/repo');

describe('--fix', () => {
  it('makes the repairs that are certain, then reports what is left', async () => {
    const { exit, stdout, stderr, texts } = await validate(disk, ['--fix']);
    expect(texts).toEqual(whole);
    expect(stdout).toMatch(/^No problems found/);
    expect(stderr).toContain('~       mcp-instance.ts');
    expect(stderr).toContain('2 files to update');
    expect(stderr).toContain('Repaired what could be repaired for sure.');
    expect(exit).toBe(0);
  });

  it('leaves one document on stdout', async () => {
    const { stdout } = await validate(disk, ['--fix', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
  });

  it('shows the changes of a dry run, and writes nothing', async () => {
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

  it('repairs several projects at once, and what was asked for only', async () => {
    const both = { ...projectIn('/repo/a', broken), ...projectIn('/repo/b', broken) };
    const { texts } = await validate(both, ['.', '--fix', '--rule', 'contract/provider-name']);
    expect(texts).toEqual({ ...projectIn('/repo/a', wrongKey), ...projectIn('/repo/b', wrongKey) });
  });

  it.each([
    [wrongName, 'Run with "--fix" to correct it.'],
    [broken, 'Run with "--fix" to correct all of them.'],
    [{ ...broken, ...wrongRules }, 'Run with "--fix" to correct 2 of them.'],
  ])('is named in the last line where it would help', async (changes, sentence) => {
    const { stdout } = await validate(projectIn('/repo', changes));
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(sentence);
  });

  it('says that there is nothing to do', async () => {
    const { stderr, exit, texts } = await validate(whole, ['--fix']);
    expect(stderr).toContain('No finding can be fixed');
    expect(texts).toEqual(whole);
    expect(exit).toBe(0);
  });
});
