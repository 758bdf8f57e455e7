import { StartError } from './start-error.js';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the value of a variable, without spaces and line breaks around it, which files of secrets
 * often end with; undefined if it is absent or empty, because files with variables also list unset
 * ones.
 */
export const setting = (name: string, env: Environment = process.env): string | undefined =>
  env[name]?.trim() || undefined;

/** @throws StartError that names the variable */
export function countSetting(name: string, env?: Environment): number | undefined {
  const text = setting(name, env);
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new StartError(`${name} must be a positive whole number.`);
}

/** @throws StartError that names the variable */
export function flagSetting(name: string, env?: Environment): boolean | undefined {
  const text = setting(name, env);
  if (text === undefined) return undefined;
  if (/^(1|true|0|false)$/.test(text)) return text === '1' || text === 'true';
  throw new StartError(`${name} must be "true" or "false", not "${text}".`);
}

/** Splits a text at spaces and commas. */
export const splitWords = (text = ''): string[] => text.split(/[\s,]+/).filter(Boolean);
