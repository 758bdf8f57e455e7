import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import schema from '../../src/rules/configuration/server.schema.json' with { type: 'json' };
import { goldenProject, goldenProjects, projectSpec } from '../golden/projects.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { withFeatures } from './rendered.js';

const isServer = new Ajv({ strict: false, validateFormats: false }).compile(schema);

describe.each(goldenProjects.map(({ name }) => name))('%s with all features', (name) => {
  it('server.json is valid against the schema of the registry', async () => {
    const { text } = await withFeatures(name, { publicUrl: 'https://mcp.acme.dev' });
    isServer(JSON.parse(text('server.json')));
    expect(isServer.errors ?? []).toEqual([]);
  });

  it('passes the checks of "validate" for the registry', async () => {
    const { files } = await withFeatures(name, { publicUrl: 'https://mcp.acme.dev' });
    const disk = memoryFiles(
      Object.fromEntries(files.map(({ path, text }) => [`/project/${path}`, text])),
    );
    const rules = ['server-json', 'package-version', 'undocumented-variable'];
    const { exit, stdout } = await runProgram(['validate', '--format', 'json'], {
      files: disk,
      cwd: '/project',
    });
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; message: string }[] };
    const found = findings.filter(({ rule }) => rules.some((each) => rule.endsWith(`/${each}`)));
    expect(found, String(exit)).toEqual([]);
  });
});

interface Option {
  required?: boolean;
  sensitive?: boolean;
}

describe('keys', () => {
  it('of one provider are required secrets', async () => {
    const { text } = await withFeatures('media');
    const server = JSON.parse(text('server.json')) as {
      packages: { environmentVariables: object[]; packageArguments: object[] }[];
    };
    expect(server.packages[0]).toMatchObject({
      packageArguments: [{ type: 'named', name: '--provider', value: 'media' }],
      environmentVariables: [{ name: 'MEDIA_API_KEY', isRequired: true, isSecret: true }],
    });
    const manifest = JSON.parse(text('manifest.json')) as {
      user_config: Record<string, Option>;
      server: object;
    };
    expect(manifest.user_config.media_api_key).toMatchObject({ required: true, sensitive: true });
    expect(manifest.server).toMatchObject({
      mcp_config: {
        args: ['${__dirname}/dist/server.js', '--provider', 'media'],
        env: { MEDIA_API_KEY: '${user_config.media_api_key}' },
      },
    });
  });

  it('of several providers are optional: a process serves the provider that is chosen', async () => {
    const { text } = await withFeatures('helpdesk');
    const { packages } = JSON.parse(text('server.json')) as { packages: object[] };
    expect(packages[0]).toMatchObject({
      packageArguments: [{ isRequired: true, choices: ['tickets', 'articles', 'reports'] }],
    });
    expect(JSON.stringify(packages[0]).match(/"isRequired"/g)).toHaveLength(1);
    const manifest = JSON.parse(text('manifest.json')) as { user_config: Record<string, Option> };
    const { provider, ...keys } = manifest.user_config;
    expect(provider).toMatchObject({ required: true, default: 'tickets' });
    expect(Object.values(keys).map(({ required }) => required)).not.toContain(true);
    expect(JSON.stringify(manifest)).toContain('"--provider","${user_config.provider}"');
  });

  it.each([
    ['documents', 'DOCUMENTS_STORAGE'],
    ['inventory', 'INVENTORY_DATABASE_URL'],
  ])('%s: the place of the data is asked for', async (name, variable) => {
    const { text } = await withFeatures(name);
    expect(text('server.json')).toContain(`"name": "${variable}"`);
    expect(text('manifest.json')).toContain(variable.toLowerCase());
  });

  it('for tests of the project are not asked for', async () => {
    const { text } = await withFeatures('chat');
    expect(text('server.json')).toContain('CHAT_CLIENT_ID');
    expect(text('server.json') + text('manifest.json')).not.toMatch(/_issuer/i);
  });
});

it('server.json has the URL of each provider', async () => {
  const { text } = await withFeatures('helpdesk', { publicUrl: 'https://mcp.acme.dev/tools' });
  const { remotes } = JSON.parse(text('server.json')) as { remotes: object[] };
  expect(remotes).toEqual(
    ['tickets', 'articles', 'reports'].map((name) => ({
      type: 'streamable-http',
      url: `https://mcp.acme.dev/tools/${name}/mcp`,
    })),
  );
});

it('long texts fit the registry', async () => {
  const { providers } = await projectSpec(goldenProject('media'));
  const long = providers.map((each) => ({ ...each, description: '🗂'.repeat(150) }));
  const { text } = await withFeatures('media', { providers: long });
  const { description } = JSON.parse(text('server.json')) as { description: string };
  expect(description).toBe(`${'🗂'.repeat(99)}…`);
});
