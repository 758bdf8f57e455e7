import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { ROOT } from '../cli/spawn.js';
import { writeProject, vendorPackages } from './rendered.js';
import { succeed } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-eject-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = join(ROOT, 'bin', 'mcp-provider.cjs');

/** One of each line of the SDK, and one that signs in with a browser. */
const EJECTED = ['issues', 'weather-v1', 'chat'];

describe.each(goldenProjects.filter(({ name }) => EJECTED.includes(name)))(
  'examples/$name, ejected',
  (project) => {
    const { name } = project;
    const root = join(folder, name);
    const run = (...args: string[]) => succeed(process.execPath, [program, ...args], root);

    it('contains the sources of the runtime and depends on it no longer', async () => {
      writeProject(root, await projectSpec(project), vendorPackages(root));
      await run('eject', '--yes', '--no-install');
      const manifest = readFileSync(join(root, 'package.json'), 'utf8');
      expect(manifest).not.toContain('"mcp-provider":');
      expect(existsSync(join(root, 'src', 'core', 'authoring.ts'))).toBe(true);
    });

    it('installs, type-checks, passes its tests and validate', async () => {
      await succeed('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], root);
      await succeed('npm', ['run', 'typecheck'], root);
      await succeed('npm', ['test'], root);
      await run('validate', '--fail-on', 'warning');
    });

    it('grows, also by what needs further sources of the runtime', async () => {
      await run(
        ...['add-tool', 'get_label', '--description', 'One label', '--yes', '--no-install'],
        ...['--request', 'GET /labels/{label_id}', '--param', 'label_id:integer! Number of it'],
      );
      const spec = {
        name: 'drive',
        description: 'Files.',
        auth: { style: 'oauth2', preset: 'google' },
      };
      writeFileSync(
        join(root, 'drive.json'),
        JSON.stringify({ ...spec, baseUrl: 'https://drive.example.com', tools: [TOOL] }),
      );
      await run('add-provider', '--spec', 'drive.json', '--yes', '--no-install');
      expect(existsSync(join(root, 'src', 'core', 'oauth.ts'))).toBe(true);
      await succeed('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], root);
      await succeed('npm', ['run', 'typecheck'], root);
      await succeed('npm', ['test'], root);
      await run('validate');
    });

    it('is ejected once', async () => {
      await expect(run('eject')).rejects.toThrow('This project has the sources of the runtime');
    });
  },
);

const TOOL = {
  name: 'get_file',
  description: 'One file.',
  inputSchema: {
    type: 'object',
    properties: { file_id: { type: 'string', description: 'The file.' } },
    required: ['file_id'],
  },
  request: { method: 'GET', path: '/files/{file_id}' },
};
