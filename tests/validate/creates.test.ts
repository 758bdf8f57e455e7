import { describe, expect, it } from 'vitest';
import type { AuthStyle } from '../../src/model/auth-style.js';
import { stylesWithoutSettings } from '../../src/rules/contract/missing-file.js';
import { authStyles } from '../../src/styles/register.gen.js';
import { goldenTexts } from '../golden/projects.js';
import { treeAt } from '../support/memory.js';
import { validate } from './command.js';

/** A golden project in `/repo`, without a file. */
async function without(name: string, missing: string): Promise<Record<string, string>> {
  const texts = treeAt('/repo', await goldenTexts(name));
  delete texts[missing];
  return texts;
}

const providerFile = (provider: string, file: string) => `/repo/src/providers/${provider}/${file}`;

describe('validate --fix creates a missing file', () => {
  it.each([
    ['weather', 'weather', 'mcp-instance.ts'],
    ['weather', 'weather', 'server-auth.ts'],
    ['weather', 'weather', 'api/auth.ts'],
    ['weather-v1', 'weather', 'mcp-instance.ts'],
    ['chat', 'chat', 'server-auth.ts'],
    ['helpdesk', 'tickets', 'server-auth.ts'],
    ['inventory', 'inventory', 'mcp-instance.ts'],
  ])('%s: %s/%s', async (project, provider, file) => {
    const path = providerFile(provider, file);
    const disk = await without(project, path);
    expect(disk).not.toHaveProperty([path]);
    const { texts } = await validate(disk, ['--fix']);
    expect(texts[path]).toBe((await goldenTexts(project))[path.slice('/repo/'.length)]);
  });

  it('in each project of a repository', async () => {
    const path = providerFile('weather', 'server-auth.ts');
    const disk = await without('weather', path);
    const moved = Object.entries(disk).map(([at, text]) => [at.replace('/repo', '/repo/a'), text]);
    const { texts } = await validate(Object.fromEntries(moved) as Record<string, string>, [
      '.',
      '--fix',
    ]);
    expect(texts[path.replace('/repo', '/repo/a')]).toContain('runAuthServer');
  });

  it('and shows it in the diff of a dry run, without writing', async () => {
    const path = providerFile('weather', 'server-auth.ts');
    const disk = await without('weather', path);
    const { stdout, texts } = await validate(disk, ['--fix', '--dry-run', '--diff']);
    expect(stdout).toContain('export const { runAuthServer } = auth;');
    expect(texts).toEqual(disk);
  });

  it.each([
    ['settings of its auth style are unknown', 'media', 'media', 'api/auth.ts'],
    ['the kind decides about its content', 'documents', 'documents', 'mcp-instance.ts'],
  ])('unless %s', async (_, project, provider, file) => {
    const disk = await without(project, providerFile(provider, file));
    const { stdout, texts } = await validate(disk, ['--fix', '--format', 'json']);
    expect(texts).toEqual(disk);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; fixable: boolean }[] };
    const found = findings.find(({ rule }) => rule === 'contract/missing-file');
    expect(found).toMatchObject({ fixable: false });
  });

  it('for every auth style without settings', () => {
    const styles = Object.entries<AuthStyle>(authStyles);
    const found = styles.filter(
      ([, { settings }]) => Object.keys(settings.properties).length === 0,
    );
    expect(stylesWithoutSettings).toEqual(found.map(([id]) => id));
  });
});
