#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from './core/command-line.js';
import { readOptions, USAGE, UsageError } from './core/command-line.js';
import { configOf, isLoopback, loadConfig, projectRoot } from './core/config.js';
import { inUrl } from './core/listen.js';
import { loadProvider } from './core/loader.js';
import { log } from './core/log.js';
import { localPrincipal } from './core/principal.js';
import { configuredUrl } from './core/public-url.js';
import { createHttp, listen, runStdio } from './core/serve.js';
import { health } from './core/site.js';
import type { Providers } from './core/loader.js';

const providers: Providers = {
  acme: () => import('./providers/acme/index.js'),
};

type Close = () => Promise<void>;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { MCP_ENV_FILE: environment = join(projectRoot(), '.env') } = process.env;
  if (existsSync(environment)) process.loadEnvFile(environment);
  if (options.help) process.stdout.write(USAGE);
  else if (options['list-providers']) process.stdout.write(listOfProviders());
  else if (options['sign-out']) await signOut(options).catch(because('The sign-out failed'));
  else if (options['local-auth']) await signIn(options).catch(because('The sign-in failed'));
  else await serve(options).catch(because('The server could not start'));
}

async function serve(options: Options): Promise<void> {
  const close = await (options.transport === 'stdio' ? startStdio(options) : startHttp(options));
  onSignal(() => {
    close().catch(because('The server did not close')); // what is under way, such as storing renewed credentials, still ends
  });
}

/** The first signal asks, the second ends the process. */
function onSignal(stop: () => void): void {
  let isAsked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isAsked) process.exit(1);
      isAsked = true;
      stop();
    });
  }
}

function listOfProviders(): string {
  const entries = Object.entries(loadConfig());
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([key, { name }]) => `${key.padEnd(width)}  ${name}\n`).join('');
}

function chosenProvider({ provider }: Options): string {
  const names = Object.keys(providers);
  const [only, another] = names;
  if (provider !== undefined) return provider;
  if (only !== undefined && another === undefined) return only;
  throw new UsageError(`--provider is missing. Known providers: ${names.join(', ')}.`);
}

async function signIn(options: Options): Promise<void> {
  const control = new AbortController();
  onSignal(() => control.abort());
  const provider = chosenProvider(options);
  const { serverAuth } = await loadProvider(providers, provider);
  const { name, port = 0 } = configOf(provider);
  const { host, user: userId } = options;
  const server = await serverAuth.runAuthServer({
    host,
    port: options.port ?? port,
    userId,
    signal: control.signal,
  });
  process.stderr.write(`To sign in to ${name}, open ${server.url}\n`);
  if (!options['no-open'] && process.stderr.isTTY) {
    const { openBrowser } = await import('./core/sign-in/open-browser.js');
    openBrowser(server.url);
  }
  const outcome = await server.done;
  process.stderr.write(`${name}: ${outcome}.\n`);
  process.exitCode = outcome === 'signed-in' ? 0 : 1;
}

async function signOut(options: Options): Promise<void> {
  const provider = chosenProvider(options);
  const { apiAuth } = await loadProvider(providers, provider);
  if (!apiAuth.signOut) throw new UsageError(`Provider "${provider}" has no sign-in.`);
  await apiAuth.signOut(options.user);
  const isStillKnown = (await apiAuth.getCredentials(options.user)) !== null;
  const but = isStillKnown ? ' The environment still has credentials for it.' : '';
  process.stderr.write(`${configOf(provider).name}: signed out.${but}\n`);
}

async function startStdio(options: Options): Promise<Close> {
  console.log = console.info = console.debug = console.error; // stdout is the protocol
  const { mcpInstance } = await loadProvider(providers, chosenProvider(options));
  return runStdio(mcpInstance.createServer, localPrincipal(options.user)).close;
}

async function startHttp({ provider, host, port = 3000, user }: Options): Promise<Close> {
  const { MCP_ISSUER: issuer, MCP_SCOPES: scopes = '' } = process.env;
  const configured = configuredUrl();
  const isLocal = [host, configured?.hostname ?? host].every(isLoopback);
  if (!isLocal && !(issuer && configured)) {
    throw new UsageError(
      'Serving beyond this machine needs token verification: set MCP_ISSUER and MCP_PUBLIC_URL.',
    );
  }
  const publicUrl = configured ?? new URL(`http://${inUrl(host)}:${port}`);
  const names = provider === undefined ? Object.keys(providers) : [provider];
  const modules = await Promise.all(names.map((name) => loadProvider(providers, name)));
  const servers = modules.map(
    ({ mcpInstance }) => [mcpInstance.PROVIDER_NAME, mcpInstance.createServer] as const,
  );
  const app = createHttp(new Map(servers), {
    publicUrl,
    allowedHosts: [publicUrl.hostname, '127.0.0.1', 'localhost', '[::1]'],
    localUser: localPrincipal(user),
    requiredScopes: scopes.split(' ').filter(Boolean),
    pages: [health, ...modules.flatMap(({ serverAuth }) => serverAuth.createPages?.() ?? [])],
    ...(issuer && { verifier: await verifierOf(issuer) }),
  });
  const { url, close } = await listen(app, host, port);
  for (const name of names)
    log('info', `${url}/${name}/mcp${issuer ? '' : ' (this machine only)'}`);
  return close;
}

async function verifierOf(issuer: string) {
  const { tokenVerifier } = await import('./core/token-verifier.js');
  return tokenVerifier(issuer);
}

/** Ends the process. */
const because =
  (failure: string) =>
  (error: unknown): never => {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}`);
    else log('error', failure, error);
    process.exit(error instanceof UsageError ? 2 : 1);
  };

main().catch(because('The server could not start'));
