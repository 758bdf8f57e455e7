import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../runtime/tests/servers/program.js';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { renderProject } from '../../../src/render/project.js';
import { goldenProject, projectSpec } from '../../golden/projects.js';
import { renderedProject } from '../projects/rendered.js';
import { buildServer } from '../projects/together.js';

it.each(['media', 'inventory'])(
  'the files of the image of %s are enough to serve',
  async (name) => {
    const golden = goldenProject(name);
    const spec = { ...(await projectSpec(golden)), features: ['docker'] };
    const project = renderedProject(spec);
    await buildServer(project);
    const text = renderProject(spec).find(({ path }) => path === 'Dockerfile')!.text;
    const stage = text.slice(text.lastIndexOf('FROM '));
    const image = temporaryFolder();
    const app = join(image, 'app');
    mkdirSync(app);
    for (const [, words = ''] of stage.matchAll(/^COPY --from=\w+ (.*)$/gm)) {
      const paths = words.split(' ');
      const to = join(app, paths.pop()!);
      for (const path of paths)
        copy(join(project, path.replace('/app/${PROJECT}/', '').replace('/app/', '')), to);
    }
    const [, command = ''] = /^CMD (.*)$/m.exec(stage) ?? [];
    const [program, ...args] = JSON.parse(command) as string[];
    expect(program).toBe('node');
    const [, init = ''] = /^ENTRYPOINT \["(\S+)", "--"\]$/m.exec(stage) ?? [];
    expect(stage).toMatch(new RegExp(`^RUN apt-get .* install .*\\b${init}\\b`, 'm'));
    const [, variables = ''] = /^ENV (.*)$/m.exec(stage) ?? [];
    const env = Object.fromEntries(variables.split(' ').map((each) => each.split('='))) as Record<
      string,
      string
    >;
    expect(env).toMatchObject({ NODE_ENV: 'production', MCP_HOST: '0.0.0.0' });
    const port = await freePort(); // as a platform sets it
    const here = { MCP_HOST: '127.0.0.1', MCP_DATA_DIR: join(image, 'data') };
    const server = spawn(process.execPath, args, {
      cwd: app,
      env: { ...env, ...here, PORT: `${port}`, MEDIA_API_KEY: 'key' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void server.kill());
    let printed = '';
    server.stderr.on('data', (data) => (printed += String(data)));
    const address = `http://127.0.0.1:${port}`;
    await expect.poll(() => printed).toContain(address);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  },
);

/** Packages as a link: copying them takes long. */
function copy(from: string, to: string): void {
  if (to.endsWith('node_modules')) symlinkSync(from, to);
  else if (to.endsWith('dist')) cpSync(from, to, { recursive: true });
  else if (to.endsWith('skills'))
    mkdirSync(to); // as the build makes it where a project has none
  else cpSync(from, join(to, from.split('/').at(-1)!));
}
