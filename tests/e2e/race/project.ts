import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { Browser } from '../../../runtime/src/testing/callers/browser.js';
import { startOidcServer } from '../../../runtime/tests/suites/oidc-server.js';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import type { ApiProvider } from '../../../src/kinds/api/spec.js';
import type { ProjectSpec, StoreKind } from '../../../src/model/spec.js';
import { writeProject } from '../projects/rendered.js';
import { buildServer } from '../projects/together.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');

const spec = (store: StoreKind | undefined): ProjectSpec & { providers: ApiProvider[] } => ({
  name: 'race',
  sdk: 'v2',
  packageManager: 'npm',
  ...(store && { store }),
  providers: [
    {
      name: 'race',
      kind: 'api',
      displayName: 'Race',
      description: 'Says who is signed in.',
      baseUrl: 'https://api.example.com',
      auth: {
        style: 'oauth2',
        issuer: 'https://auth.example.com',
        clientAuthentication: 'basic',
        scopes: ['openid'],
      },
      tools: [
        {
          name: 'who',
          description: 'Who is signed in.',
          inputSchema: { type: 'object', properties: {} },
          request: { method: 'GET', path: '/me' },
        },
      ],
      resources: [],
      prompts: [],
    },
  ],
});

interface Circumstances {
  /** Of the project. */
  root: string;
  /** Of the store. Absent: credentials are in files. */
  address?: string;
  /** What the service states about access tokens, which last longer: clocks differ, and calls take their time. */
  seconds: number;
}

/** What the processes of a race run: sources would take most of their time. */
async function buildRacer(root: string): Promise<void> {
  await build({
    entryPoints: {
      racer: join(import.meta.dirname, 'racer.ts'),
      auth: join(root, 'src', 'providers', 'race', 'api', 'auth.ts'),
    },
    outdir: join(root, 'dist', 'race'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
}

/** The folder of a generated project, which is built before the tests of a group. */
export function raceProject(store?: StoreKind): string {
  const root = temporaryFolder(afterAll);
  beforeAll(async () => {
    writeProject(root, spec(store));
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    await buildServer(root);
    await buildRacer(root);
  });
  return root;
}

/** Such a project whose user is signed in at an authorization server that rotates refresh tokens. */
export async function signedInProject({ root, address = '', seconds }: Circumstances) {
  const service = await startOidcServer({
    clientAuthentication: 'basic',
    scopes: ['openid'],
    redirectUri: 'http://127.0.0.1/auth/callback',
  });
  onTestFinished(() => service.close());
  service.statedSeconds = seconds;
  const environment = {
    RACE_ISSUER: service.issuer,
    RACE_CLIENT_ID: service.clientId,
    RACE_CLIENT_SECRET: service.clientSecret,
    RACE_BASE_URL: service.issuer,
    MCP_DATA_DIR: temporaryFolder(),
    TOKEN_STORE: address,
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
  };

  /** The project's server; what it says of itself comes line by line. */
  function start(...args: string[]) {
    const child = spawn(process.execPath, [join(root, 'dist', 'server.js'), ...args], {
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  /** One that ends by itself: what it says, and how it ends. */
  function run(...args: string[]) {
    const child = start(...args);
    child.stdout.resume();
    const exited = new Promise((resolve) => child.once('exit', resolve));
    return { lines: createInterface(child.stderr), exited, stop: () => child.kill() };
  }

  /** @throws Error with what the server says, where it fails */
  async function signIn(...args: string[]): Promise<void> {
    const { lines, exited, stop } = run('--local-auth', '--no-open', '--port', '0', ...args);
    let said = '';
    for await (const line of lines) {
      said += line;
      const [url] = /^http:\S+/.exec(line) ?? [];
      if (url !== undefined && (await new Browser().visit(url)).status !== 200) stop();
    }
    if ((await exited) !== 0) throw new Error(said);
  }

  await signIn();
  return { root, service, environment, start, run, signIn };
}
export type SignedInProject = Awaited<ReturnType<typeof signedInProject>>;
