import { join } from 'node:path';
import * as z from 'zod';
import { readSettings } from '../node/bounded-input.js';
import { knownProjectOf } from './project.js';

const Manifest = z.object({ version: z.string().min(1) });

/** Version of packages without one, which they need only if they are published. */
const UNPUBLISHED = '0.0.0';

/** Returns the version in package.json of the provider's project. */
export function projectVersion(provider: string): string {
  const root = knownProjectOf(provider)?.root;
  if (root === undefined) return UNPUBLISHED;
  try {
    const text = readSettings(join(root, 'package.json'));
    return Manifest.parse(JSON.parse(text)).version;
  } catch {
    return UNPUBLISHED;
  }
}
