import type { Code, Located } from '../../../model/code.js';

/** `node:child_process#exec`, `jose#decodeJwt`, `#fetch` for a global; undefined for anything of the project. */
export function foreignName(code: Code, value: Located): string | undefined {
  const origin = code.origin(value);
  if (origin.is === 'global') return `#${origin.path}`;
  return origin.is === 'external'
    ? `${origin.module}#${origin.path.replace(/^default\./, '')}`
    : undefined;
}
