import { join } from 'node:path';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { HostFiles } from '../../model/host.js';
import { parseJson } from '../../model/json.js';
import { oneLine } from '../../model/text/table.js';

/** An environment variable as the documents of a package describe it. */
export interface DocumentedVariable {
  description?: string;
  isRequired?: boolean;
  isSecret?: boolean;
}

type Variables = Record<string, DocumentedVariable>;

const MAX_BYTES = 1_000_000;
/** The environment of a program in the configuration of a client, as READMEs show it. */
const ENVIRONMENT = /["']?\benv["']?\s*:\s*\{([^{}]*(?:\$\{[^{}]*\}[^{}]*)*)\}/g;
const KEY = /["']([A-Z][A-Z\d_]*)["']\s*:/g;

/**
 * Returns the variables that a package documents, by name: in the `server.json` of the MCP
 * registry, in the `manifest.json` of a bundle, and in the configuration that its README shows.
 */
export async function documentedVariables(files: HostFiles, folder: string): Promise<Variables> {
  const names = (await files.entries(folder)).map(({ name }) => name);
  const read = async (pattern: RegExp) => {
    const name = names.find((candidate) => pattern.test(candidate));
    return name === undefined ? '' : files.head(join(folder, name), MAX_BYTES);
  };
  return {
    ...shownVariables(await read(/^readme(?:\.\w+)?$/i)),
    ...bundleVariables(parseJson(await read(/^manifest\.json$/))),
    ...registryVariables(parseJson(await read(/^server\.json$/))),
  };
}

const shownVariables = (readme: string): Variables =>
  Object.fromEntries(
    Array.from(readme.matchAll(ENVIRONMENT), ([, members = '']) => members).flatMap((members) =>
      Array.from(members.matchAll(KEY), ([, name = '']) => [name, {}]),
    ),
  );

function bundleVariables(manifest: unknown): Variables {
  const { server, user_config: settings } = objectOrEmpty(manifest);
  const { env } = objectOrEmpty(objectOrEmpty(server).mcp_config);
  return Object.fromEntries(
    Object.entries(objectOrEmpty(env)).flatMap(([name, value]) => {
      const [, key] = /^\$\{user_config\.(.+)\}$/.exec(String(value)) ?? [];
      if (key === undefined) return [];
      const { title, description, required, sensitive } = objectOrEmpty(
        objectOrEmpty(settings)[key],
      );
      return [[name, documented(description ?? title, required, sensitive)]];
    }),
  );
}

const registryVariables = (server: unknown): Variables =>
  Object.fromEntries(
    list(objectOrEmpty(server).packages)
      .flatMap((packageEntry) => list(objectOrEmpty(packageEntry).environmentVariables))
      .map(objectOrEmpty)
      .flatMap(({ name, description, isRequired, isSecret }) =>
        typeof name === 'string' ? [[name, documented(description, isRequired, isSecret)]] : [],
      ),
  );

const documented = (description: unknown, isRequired: unknown, isSecret: unknown) =>
  ({
    ...(typeof description === 'string' && { description: oneLine(description) }),
    ...(typeof isRequired === 'boolean' && { isRequired }),
    ...(typeof isSecret === 'boolean' && { isSecret }),
  }) satisfies DocumentedVariable;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
