import { join } from 'node:path';
import type { Server } from '../../clients/entry/server.js';
import { noPackage, severalProviders } from '../../model/errors/client.js';
import { noProviders } from '../../model/errors/grow.js';
import { unknownProvider } from '../../model/errors/project.js';
import { kebabCase } from '../../model/names.js';
import { nearestOf } from '../../model/nearest.js';
import type { Options } from './options.js';
import type { ServedProject } from './project.js';

/**
 * The servers of the providers that were chosen: all of them, unless options say otherwise.
 * @throws CliError `grow/no-providers`, `project/unknown-provider`, `client/several-providers`, `client/no-package`
 */
export function serversOf(project: ServedProject, options: Options): Server[] {
  const all = project.providers.map(({ name }) => name);
  if (all.length === 0) throw noProviders(project.root);
  for (const name of options.providers)
    if (!all.includes(name)) throw unknownProvider(name, nearestOf(name, all));
  const chosen = project.providers.filter(
    ({ name }) => options.providers.length === 0 || options.providers.includes(name),
  );
  const several = (option: string) => severalProviders(option, all);
  if (chosen.length > 1 && options.name !== undefined) throw several('--name');
  if (chosen.length > 1 && isEndpoint(options.url)) throw several('--url …/mcp');
  const { env, headers, oauth, timeoutSeconds } = options;
  return chosen.map(({ name, description }) => ({
    provider: name,
    name: options.name ?? kebabCase(name),
    description: description.replace(/\s+/g, ' ').trim(),
    run: runOf(project, name, options),
    env,
    headers,
    ...(oauth && { oauth }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  }));
}

function runOf(project: ServedProject, provider: string, { url, npx }: Options): Server['run'] {
  const args = ['--provider', provider];
  if (url) return { by: 'http', url: isEndpoint(url) ? url.href : endpoint(url, provider) };
  if (!npx) return { by: 'node', file: join(project.root, 'dist', 'server.js'), args };
  if (project.packageName === undefined) throw noPackage('package.json has no name');
  if (project.isPrivate) throw noPackage('package.json has "private": true');
  return { by: 'npx', package: project.packageName, args };
}

const isEndpoint = (url: URL | undefined): boolean => url?.pathname.endsWith('/mcp') === true;

/** Over HTTP, a server serves each provider at `/<provider>/mcp`. */
function endpoint(base: URL, provider: string): string {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}/${provider}/mcp`;
  return url.href;
}
