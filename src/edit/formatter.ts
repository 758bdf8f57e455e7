import { parse } from 'yaml';
import { parsedJson } from '../model/json.js';
import { ourStyle, type CodeStyle } from './code-style.js';

/** Texts of the files of one directory that say how code is formatted, by name. */
export type FormatterFiles = Readonly<Record<string, string>>;

export const FORMATTER_FILES = [
  '.prettierrc',
  '.prettierrc.json',
  '.prettierrc.yaml',
  '.prettierrc.yml',
  'package.json',
  'biome.json',
  '.editorconfig',
] as const;

/**
 * How a project's formatter would write quotes, semicolons and indentation. Undefined where none is set up, or where
 * what it does depends on more than these files.
 */
export function formatterStyle(files: FormatterFiles): CodeStyle | undefined {
  const { indentation } = editorConfig(files['.editorconfig'] ?? '');
  const prettier = prettierSettings(files);
  if (prettier) return prettierStyle(prettier, indentation);
  const biome = record(read(files['biome.json']));
  if (biome) return biomeStyle(biome);
  return indentation === undefined ? undefined : { ...ourStyle, unit: indentation };
}

type Settings = Readonly<Record<string, unknown>>;

function prettierSettings(files: FormatterFiles): Settings | undefined {
  const [own] = FORMATTER_FILES.filter((name) => name.startsWith('.prettierrc') && name in files);
  return own === undefined
    ? record(record(read(files['package.json']))?.prettier)
    : (record(read(files[own])) ?? {});
}

/** Prettier's defaults, "Options" in its documentation. */
function prettierStyle(settings: Settings, indentation: string | undefined): CodeStyle | undefined {
  if (/\bts\b/.test(JSON.stringify(settings.overrides ?? ''))) return undefined;
  const { useTabs, tabWidth, singleQuote, semi } = settings;
  const spaces = spacesOf(tabWidth) ?? indentation ?? '  ';
  return {
    quote: singleQuote === true ? "'" : '"',
    semicolons: semi !== false,
    unit: useTabs === true ? '\t' : useTabs === false && spaces === '\t' ? '  ' : spaces,
  };
}

/** Biome's defaults, "Configuration" in its documentation. */
function biomeStyle(settings: Settings): CodeStyle | undefined {
  const formatter = record(settings.formatter) ?? {};
  const javascript = record(record(settings.javascript)?.formatter) ?? {};
  const { indentStyle = formatter.indentStyle, indentWidth = formatter.indentWidth } = javascript;
  if (settings.extends !== undefined || formatter.enabled === false) return undefined;
  return {
    quote: javascript.quoteStyle === 'single' ? "'" : '"',
    semicolons: javascript.semicolons !== 'asNeeded',
    unit: indentStyle === 'space' ? (spacesOf(indentWidth) ?? '  ') : '\t',
  };
}

/** Indentation of TypeScript (https://editorconfig.org); later sections win. */
function editorConfig(text: string): { indentation?: string } {
  const settings = new Map<string, string>();
  let applies = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    const [, key = '', value = ''] = /^\s*(\w+)\s*=\s*(\S+)/.exec(line) ?? [];
    if (section !== undefined) applies = /^\*$|\*\.(?:ts$|\{(?:.*,)?ts[,}])/.test(section);
    else if (applies) settings.set(key.toLowerCase(), value.toLowerCase());
  }
  const size = Number(settings.get('indent_size') ?? settings.get('tab_width'));
  if (settings.get('indent_style') === 'tab') return { indentation: '\t' };
  const indentation = spacesOf(size);
  return indentation === undefined ? {} : { indentation };
}

/** More is a mistake. */
const WIDEST = 16;

const spacesOf = (width: unknown): string | undefined =>
  typeof width === 'number' && Number.isInteger(width) && width > 0 && width <= WIDEST
    ? ' '.repeat(width)
    : undefined;

/** JSON, or YAML; undefined where it is neither. */
function read(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return parsedJson(text) ?? parse(text);
  } catch {
    return undefined;
  }
}

const record = (value: unknown): Settings | undefined =>
  typeof value === 'object' && value !== null ? (value as Settings) : undefined; // just checked
