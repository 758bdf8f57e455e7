import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** https, or http on this machine only: credentials travel to this address. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

export const isLoopback = (hostname: string): boolean => [...LOOPBACK, '::1'].includes(hostname);

const address = z
  .string()
  .refine(isSafeUrl, 'must be an https address (http on this machine only)');

const ProviderConfig = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  base_url: address,
  auth: z.string().min(1),
  /** Of the local sign-in server. */
  port: z.int().min(1).max(65_535).optional(),
  callback_url: address.optional(),
  /** Folder of the stored credentials, below the user's data folder unless absolute. */
  token_path: z.string().min(1).optional(),
  /** File with the OAuth client's id and secret, outside the project. */
  credentials_path: z.string().min(1).optional(),
  scopes: z.array(z.string().min(1)).optional(),
});
export type ProviderConfig = z.output<typeof ProviderConfig>;

const Config = z.strictObject({ providers: z.record(z.string(), ProviderConfig) });

let loaded: z.output<typeof Config> | undefined;

/** All entries of provider-config.yaml, by provider. */
export function loadConfig(): Record<string, ProviderConfig> {
  loaded ??= readConfig(join(projectRoot(), 'provider-config.yaml'));
  return loaded.providers;
}

/** One entry; `<NAME>_BASE_URL` in the environment wins over `base_url`. */
export function configOf(provider: string): ProviderConfig {
  const config = loadConfig()[provider];
  if (!config) throw new Error(`provider-config.yaml has no entry "${provider}"`);
  const variable = `${provider.toUpperCase()}_BASE_URL`;
  const baseUrl = process.env[variable];
  if (!baseUrl) return config;
  if (!isSafeUrl(baseUrl))
    throw new Error(`${variable} must be an https address (http on this machine only)`);
  return { ...config, base_url: baseUrl };
}

/** The same from `src/`, from the bundle in `dist/` and from any working directory. */
export function projectRoot(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, 'provider-config.yaml'))) {
    const parent = dirname(directory);
    if (parent === directory)
      throw new Error('provider-config.yaml was not found above the server');
    directory = parent;
  }
  return directory;
}

function readConfig(path: string): z.output<typeof Config> {
  const result = Config.safeParse(parse(readFileSync(path, 'utf8')));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${path} cannot be used: ${problems.join('; ')}`);
}
