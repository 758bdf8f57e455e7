import type { Code, Located, Target } from '../../model/code.js';

/** `node:child_process#exec`, `jose#decodeJwt`, `#fetch` for a global; undefined for anything of the project. */
export function externalName(code: Code, value: Located): string | undefined {
  return targetName(code.origin(value));
}

/** The same of what a call runs. */
export function targetName(origin: Target): string | undefined {
  if (origin.is === 'global') return `#${origin.path}`;
  return origin.is === 'external'
    ? `${origin.module}#${origin.path.replace(/^default\./, '')}`
    : undefined;
}
