import { parseJsonObject } from '../../edit/syntax.js';
import { manifestByHand, tsconfigByHand } from '../../model/errors/eject.js';
import { addToSection } from '../../edit/json.js';
import { removeJsonMember } from '../../edit/json-member.js';
import { parsedJson } from '../../model/json.js';
import type { CoreFiles } from './core.js';

const RUNTIME = 'mcp-provider';
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/**
 * `package.json` with the packages that the runtime depends on in place of the runtime.
 * @throws CliError `eject/manifest` where it is not plain JSON
 */
export function manifestWithout(text: string, packages: CoreFiles['packages']): string {
  if (!parseJsonObject(text)) throw manifestByHand();
  const kept = SECTIONS.reduce((rest, section) => removeJsonMember(rest, [section], RUNTIME), text);
  const declared = JSON.parse(kept) as Partial<Record<string, Record<string, string>>>;
  const missing = Object.entries(packages).filter(
    ([name]) => !SECTIONS.some((section) => declared[section]?.[name] !== undefined),
  );
  const members = Object.fromEntries(
    missing.map(([name, version]) => [name, JSON.stringify(version)]),
  );
  return addToSection(kept, 'dependencies', members) ?? kept;
}

/**
 * `tsconfig.json` with the compiler options that it took from the runtime; its own options win.
 * @throws CliError `eject/tsconfig` where it is not plain JSON, or extends the runtime in another way
 */
export function compilerOptionsWithin(
  text: string,
  options: Readonly<Record<string, unknown>>,
): string {
  const extended = `${RUNTIME}/tsconfig.json`;
  if (!text.includes(extended)) return text;
  const config = parsedJson(text) as { extends?: unknown } | null | undefined;
  if (config?.extends !== extended) throw tsconfigByHand();
  const members = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  const own = removeJsonMember(text, [], 'extends');
  return addToSection(own, 'compilerOptions', members) ?? own;
}
