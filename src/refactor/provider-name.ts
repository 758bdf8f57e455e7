import { baseUri } from '../../runtime/src/files/uri.js';
import type { TextSplice } from '../edit/rewrite-modules.js';
import {
  isShorthand,
  objectIn,
  objectProperty,
  parseTypeScript,
  propertyName,
} from '../edit/typescript.js';
import { kebabCase } from '../model/names.js';
import type { Project, Provider } from '../model/project.js';
import type { SourceRange } from '../model/source-range.js';
import { nameDeclaration } from '../project/name-declaration.js';
import { providerEntries } from './client-entries.js';

/** Returns a path in which the folder or the test of the provider has its new name. */
export const movePath = (path: string, name: string, replacement: string) =>
  path.replace(
    new RegExp(`^(src/providers/|tests/(?:snapshots/)?)${name}(?=[./])`),
    `$1${replacement}`,
  );

/** Returns places in the code and the configuration of a project that name a provider. */
export function providerPlaces(
  project: Project,
  provider: Provider,
  replacement: string,
): TextSplice[] {
  const { name, entry } = provider;
  const literals = [
    ...['auth', 'client', 'database', 'files'].flatMap((stem) =>
      (provider.module(`api/${stem}`)?.calls ?? []).flatMap((call) => call.arguments[0] ?? []),
    ),
    nameDeclaration(provider)?.init,
    ...(provider.module('mcp-instance')?.calls ?? []).flatMap(
      (call) => call.arguments[0]?.members.get('name') ?? [],
    ),
    ...project
      .modulesIn('tests')
      .flatMap((module) =>
        module.calls
          .filter((call) => /(^|\.)testProvider$/.test(call.callee))
          .map((call) => project.resolveExpression(module, call.arguments[1])?.expression),
      ),
  ];
  const quotedRanges = literals.flatMap((literal) =>
    literal?.value === name ? [literal.range] : [],
  );
  const entries = providerEntries(project, name);
  const isNamed = (key: SourceRange) => withoutQuotes(key) === kebabCase(name);
  return [
    ...quotedRanges.map((range) => replaceWithin(range, name, replacement)),
    ...(entry ? [replaceWithin(entry.keyRange, name, replacement)] : []),
    ...entries
      .filter(({ key }) => isNamed(key))
      .map(({ key }) => replaceWithin(key, kebabCase(name), kebabCase(replacement))),
  ];
}

const withoutQuotes = ({ file, start, end }: SourceRange) =>
  file.text.slice(start, end).replace(/^["']|["']$/g, '');

/** Replaces the first occurrence of a name within a range. */
function replaceWithin(
  { file, start, end }: SourceRange,
  name: string,
  replacement: string,
): TextSplice {
  const offset = start + Math.max(0, file.text.slice(start, end).indexOf(name));
  return { path: file.path, start: offset, end: offset + name.length, text: replacement };
}

/** Returns the register of providers with the new key of one; undefined if it has no such key. */
export function withRenamedEntry(
  text: string,
  name: string,
  replacement: string,
): string | undefined {
  const providers = parseTypeScript(text).getVariableDeclaration('providers');
  const object = objectIn(providers?.getInitializer());
  const property = object && objectProperty(object, name);
  if (!property || propertyName(property) !== name) return undefined;
  const offset = property.getStart() + property.getText().indexOf(name);
  const key = isShorthand(property) ? `${replacement}: ${name}` : replacement;
  return text.slice(0, offset) + key + text.slice(offset + name.length);
}

/**
 * Returns a text in which commands, paths, URLs and URIs of files name the provider by its new
 * name.
 * @param isOwnAddress whether an address before `/<provider>/mcp` is that of the project
 */
export const renameProviderMentions = (
  text: string,
  name: string,
  replacement: string,
  isOwnAddress: (address: string) => boolean,
): string =>
  text
    .replaceAll(new RegExp(`(?<![\\w-])${baseUri(name)}`, 'g'), baseUri(replacement))
    .replaceAll(new RegExp(`(?<=/)${name}(?=/(?:mcp|link)\\b)`, 'g'), (mention, offset: number) => {
      const before = text.slice(Math.max(0, offset - LONGEST_ADDRESS), offset - 1);
      const [address = ''] = ADDRESS.exec(before) ?? [];
      return isOwnAddress(address) ? replacement : mention;
    })
    .replace(
      new RegExp(
        [
          `(?<=--provider[ =]|mcp-provider .*--name[ =]|mcp-provider sign-in )${name}(?![\\w-])`,
          `(?<="--provider",\\s*")${name}(?=")`,
          `(?<="name":\\s*"--provider",\\s*"value":\\s*")${name}(?=")`,
          `(?<=src/providers/|tests/)${name}(?=[./])`,
        ].join('|'),
        'g',
      ),
      replacement,
    );

const LONGEST_ADDRESS = 300;

/** The address at the end of a text: a URL, or a host or path without scheme. Placeholders are none. */
const ADDRESS = /(?:\w+:\/\/\[[^\]\s]*\])?[\w.:@+~%/$-]*$/;
