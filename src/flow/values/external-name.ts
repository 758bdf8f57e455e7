import type { Code, Located, Target } from '../../model/code.js';

/**
 * `node:child_process#exec`, `jose#decodeJwt`, `#fetch` for a global; undefined for anything of the project. A parameter has
 * the name of its default.
 */
export function externalName(code: Code, value: Located): string | undefined {
  const origin = code.origin(value);
  if (origin.is !== 'declared' || origin.path !== '') return targetName(origin);
  const { kind, fallback, init } = origin.declaration;
  const preset = kind === 'parameter' ? (fallback ?? init) : undefined;
  return preset && targetName(code.origin({ file: origin.file, value: preset }));
}

/** The same of what a call runs. */
export function targetName(origin: Target): string | undefined {
  if (origin.is === 'global') return `#${origin.path}`;
  return origin.is === 'external'
    ? `${origin.module}#${origin.path.replace(/^default\./, '')}`
    : undefined;
}
