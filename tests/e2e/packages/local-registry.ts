import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { ROOT } from '../../cli/spawn.js';
import { run, succeed } from '../../support/run.js';

/** The newest that runs with the oldest Node.js. */
export const VERDACCIO = { verdaccio: '6.2.0' };
/** A dependency of Verdaccio is stated by a tag, which not every registry has. */
export const OVERRIDES = { 'node-fetch': '^2.7.0' };

interface Verdaccio {
  runServer(config: object): Promise<Server>;
}

/**
 * A registry with our packages only, which gets all others from that of npm's configuration.
 * @param packages `node_modules` with `VERDACCIO`
 */
export async function startRegistry(
  folder: string,
  packages: string,
): Promise<{ url: string; server: Server }> {
  const npm = JSON.parse(await succeed('npm', ['config', 'ls', '-l', '--json'], folder)) as {
    registry: string;
    cafile?: string | null;
    'https-proxy'?: string | null;
  };
  const { runServer } = createRequire(join(packages, 'x.js'))('verdaccio') as Verdaccio;
  const own = { access: '$all', publish: '$anonymous' };
  const server = await runServer({
    self_path: folder,
    storage: join(folder, 'storage'),
    uplinks: {
      npm: {
        url: npm.registry,
        cache: false,
        ...(npm.cafile && { ca: readFileSync(npm.cafile, 'utf8') }),
        ...(npm['https-proxy'] && { https_proxy: npm['https-proxy'] }),
      },
    },
    packages: {
      'create-mcp-provider': own,
      'mcp-provider': own,
      '**': { access: '$all', proxy: 'npm' },
    },
    log: { type: 'stdout', format: 'pretty', level: 'error' },
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Publishes both packages as the release does, built in a copy of the clone: other tests use the build that is here. */
export async function publishBoth(folder: string, registry: string): Promise<void> {
  const clone = join(folder, 'clone');
  for (const path of (await succeed('git', ['ls-files', '-z'], ROOT)).split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    cpSync(join(ROOT, path), join(clone, path));
  }
  // The library is the same in a release, so that it is not built again.
  for (const path of ['runtime/dist', 'dist/vendor'])
    cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'), 'junction');
  const build = "import('./scripts/build.mjs').then(({ default: bundle }) => bundle())";
  const env = { MCP_PROVIDER_RELEASE: 'true' };
  const built = await run(process.execPath, ['-e', build], { cwd: clone, env });
  if (built.code !== 0) throw new Error(built.stderr);
  const [library = ''] = readdirSync(join(clone, 'dist', 'vendor')).filter((name) =>
    name.startsWith('mcp-provider-'),
  );
  const login = `--//${new URL(registry).host}/:_authToken=anonymous`;
  for (const target of [join('dist', 'vendor', library), '.'])
    await succeed(
      'npm',
      ['publish', target, '--ignore-scripts', '--registry', registry, login],
      clone,
    );
}
