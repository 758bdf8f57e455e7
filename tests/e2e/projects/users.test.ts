import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { raceProject, type SignedInProject, signedInProject } from '../race/project.js';

const root = raceProject();

/** What the tool says to the client of one user. */
async function ask({ root, environment }: SignedInProject, ...args: string[]): Promise<string> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(root, 'dist', 'server.js'), ...args],
    env: { PATH: process.env.PATH ?? '', ...environment },
    stderr: 'ignore',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const { content } = await client.callTool({ name: 'who', arguments: {} });
  return JSON.stringify(content);
}

it('people on one machine have sign-ins of their own', async () => {
  const project = await signedInProject({ root, seconds: 3_600 });
  expect(await ask(project)).toContain('sub');
  const server = JSON.stringify(join(project.root, 'dist', 'server.js'));
  expect(JSON.parse(await ask(project, '--user', 'alice'))).toMatchObject([
    {
      text: `Not signed in to race. To sign in, run: node ${server} --provider race --local-auth --user "alice"`,
    },
  ]);
  await project.signIn('--user', 'alice');
  expect(await ask(project, '--user', 'alice')).toContain('sub');
  const { exited } = project.run('--sign-out', '--user', 'alice');
  expect(await exited).toBe(0);
  expect(await ask(project, '--user', 'alice')).toContain('Not signed in');
  expect(await ask(project)).toContain('sub');
});

it('the registration is read from a file, which is not in the project', async () => {
  const project = await signedInProject({ root, seconds: 3_600 });
  const { service, environment } = project;
  const file = join(dirname(root), `${basename(root)}.json`);
  onTestFinished(() => rmSync(file, { force: true }));
  const entry = { client_id: service.clientId, client_secret: service.clientSecret };
  writeFileSync(file, JSON.stringify({ installed: entry })); // as Google hands it out
  writeFileSync(join(root, 'client.json'), JSON.stringify(entry));
  environment.RACE_CLIENT_ID = environment.RACE_CLIENT_SECRET = '';
  const config = join(root, 'provider-config.yaml');
  const before = readFileSync(config, 'utf8');
  const named = (path: string) =>
    writeFileSync(config, before.replace('    auth:', `    credentials_path: ${path}\n    auth:`));
  named(`../${basename(file)}`);
  await project.signIn();
  named('client.json');
  await expect(project.signIn()).rejects.toThrow('must be outside the project');
});
