import type { ResolvedExport } from '../../../model/code.js';
import type { Place, ProviderModel, SourceFile } from '../../../model/project.js';
import { isEmpty } from './empty.js';

/** What an export of the contract must be. */
export interface Shape {
  is: 'text' | 'function';
  /** As the contract writes it. */
  words: string;
  /** The arguments a function is called with: it may have fewer parameters, never more. */
  takes: readonly ('text' | 'object')[];
  returns: 'promise' | 'value' | 'anything';
  /** Properties of the result. */
  keys: readonly string[];
  /** The promise resolves with an object. */
  object?: true;
}

const text: Shape = {
  is: 'text',
  words: 'a string literal',
  takes: [],
  returns: 'anything',
  keys: [],
};

function fn(
  words: string,
  takes: Shape['takes'],
  returns: Shape['returns'],
  keys: readonly string[] = [],
): Shape {
  return { is: 'function', words: `\`${words}\``, takes, returns, keys };
}

/** The mandatory files of a provider, without their endings, and what each exports. */
export const MANDATORY: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  'mcp-instance': {
    PROVIDER_NAME: text,
    tool: fn('(definition) => tool', ['object'], 'anything'),
    createServer: fn('(principal) => McpServer', ['object'], 'value'),
    getInitializationOptions: fn('() => { name, version, capabilities }', [], 'value', [
      'name',
      'version',
      'capabilities',
    ]),
  },
  'server-auth': {
    runAuthServer: fn('({ host, port }) => Promise<{ url, close }>', ['object'], 'promise', [
      'url',
      'close',
    ]),
  },
  'api/auth': {
    getCredentials: {
      ...fn('(userId) => Promise<Credentials | null>', ['text'], 'promise'),
      object: true,
    },
    saveCredentials: fn('(userId, credentials) => Promise<void>', ['text', 'object'], 'promise'),
  },
};

export interface MandatoryExport {
  file: SourceFile;
  name: string;
  shape: Shape;
  /** Absent where the file does not export it. */
  found: ResolvedExport | undefined;
}

/** Of files that exist and can be read; other rules report the rest. */
export function mandatoryExports(provider: ProviderModel): MandatoryExport[] {
  const { code } = provider.project;
  return Object.entries(MANDATORY).flatMap(([stem, shapes]) => {
    const file = provider.file(stem);
    if (!file || isEmpty(file) || file.facts.syntaxErrors.length > 0) return [];
    return Object.entries(shapes).map(([name, shape]) => ({
      file,
      name,
      shape,
      found: code.exports(file).get(name),
    }));
  });
}

/** Where an export is declared, or else where it is exported; so is one that becomes a mere type there. */
export function placeOf({ file, found }: MandatoryExport): Place {
  const isValue = found?.origin.is === 'declared' && found.origin.declaration.kind !== 'type';
  if (found?.typeOnly && isValue) return file.at(found.fact);
  if (found?.origin.is === 'declared' && found.origin.path === '') {
    return found.origin.file.at(found.origin.declaration);
  }
  return found ? file.at(found.fact) : file.start;
}
